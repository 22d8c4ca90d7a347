package io.weir.bench.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.bench.run.Circumstances;
import io.weir.bench.run.Spread;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class RouterReportTest {

    private static final Circumstances HERE =
            new Circumstances("abc", 7, 2, "17", "Linux", 0.1, "2026-01-01T00:00:00Z");
    private static final RouterOptions OPTIONS = options(2);

    private static RouterOptions options(int rounds) {
        return new RouterOptions(
                rounds, 1_000, 1_000, 1, 50, List.of(50), 1_000, List.of(3L, 1_000L, 100_000L), 7, 512, null);
    }

    /** 3,000 records of 3 a query in a second: 1,000 queries/s. */
    private static Figures figures(int round, Subject subject, long appMillis, long brokerMillis, long seconds) {
        return new Measurement(
                        3_000, seconds * 1_000_000_000, appMillis * 1_000_000, brokerMillis * 1_000_000, 2_048_000)
                .figures(round, subject, 3.0);
    }

    private static RouterReport report() {
        Histogram attempts = new Histogram(1_000_000, 3);
        attempts.recordValue(32_000);
        Histogram identity = new Histogram(1_000_000, 3);
        identity.recordValue(16_000);
        return RouterReport.of(
                HERE,
                OPTIONS,
                List.of(
                        figures(0, Subject.IDENTITY, 10, 10, 1),
                        figures(0, Subject.SHAPE, 30, 10, 1),
                        figures(0, Subject.ROUTER, 70, 10, 2),
                        figures(1, Subject.ROUTER, 90, 30, 4),
                        figures(1, Subject.SHAPE, 30, 10, 1),
                        figures(1, Subject.IDENTITY, 10, 10, 1)),
                List.of(new LatencyPair(
                        50,
                        Latencies.of(500, 499, 1, attempts, attempts),
                        Latencies.of(500, 499, 1, identity, identity))),
                List.of(
                        Scale.of(3, List.of(figures(0, Subject.ROUTER, 70, 10, 4))),
                        Scale.of(1_000, List.of(figures(0, Subject.ROUTER, 70, 10, 2))),
                        Scale.of(100_000, List.of(figures(0, Subject.ROUTER, 90, 10, 4)))),
                List.of(new FrameGroups.Share("decide", 5, 1.0)));
    }

    @Test
    void aMeasurementSurvivesThePipe_andBecomesFiguresAQuery() {
        Measurement measured = new Measurement(3_000, 2_000_000_000L, 70_000_000L, 10_000_000L, 2_048_000L);
        assertEquals(measured, Measurement.parse(measured.line() + "\n"));

        Figures figures = measured.figures(4, Subject.ROUTER, 3.0);
        assertEquals(new Figures(4, "router", 1_000, 2.0, 500.0, 70.0, 10.0, 2_048.0), figures);
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        RouterReport report = report();

        assertEquals(
                new Spread(2, 2.5, 3), report.ratios().get("router_over_shape").cpu());
        assertEquals(
                new Spread(7, 8, 9), report.ratios().get("router_over_identity").appCpu());
        assertEquals(
                new Spread(2, 3, 4), report.ratios().get("router_over_shape").time());
        assertEquals(new Spread(250, 375, 500), report.summary().get("router").queriesPerSecond());
    }

    @Test
    void theJsonHasCircumstancesSettingsEveryRoundAndTheSummary() throws Exception {
        JsonNode json = new ObjectMapper().readTree(RouterCommand.asJson(report()));

        assertEquals("abc", json.at("/circumstances/commit").asText());
        assertEquals(7, json.at("/circumstances/seed").asInt());
        assertEquals(50, json.at("/settings/commit_millis").asInt());
        assertEquals(6, json.get("rounds").size());
        assertEquals(70.0, json.at("/rounds/2/app_micros_per_query").asDouble());
        assertEquals(2.5, json.at("/ratios/router_over_shape/cpu/median").asDouble());
        assertEquals(32.0, json.at("/latencies/0/router/attempt/p50").asDouble(), 0.1);
        assertEquals("decide", json.at("/profile/0/group").asText());
    }

    @Test
    void theTextHasAllOfIt() {
        String text = RouterText.of(report());

        assertTrue(text.startsWith("commit abc, seed 7, 2 cores"), text);
        assertTrue(text.replaceAll(" +", " ").contains("| router | 375 (250–500) | 80.0 (70.0–90.0) |"), text);
        assertTrue(text.contains("router over shape: CPU 2.50 (2.00–3.00)"), text);
        assertTrue(
                text.contains("commit every 50 ms: p99 over identity 2.00 to the attempt, 2.00 to the result"), text);
        assertTrue(text.contains("| one tenant alone"), text);
        assertTrue(text.contains("throughput at 100,000 accounts over that at 1,000: 0.50"), text);
    }

    @Test
    void anOptionThatCannotBeIsNamed() {
        IllegalArgumentException error = assertThrows(IllegalArgumentException.class, () -> options(0));
        assertEquals("rounds must be at least 1, is 0", error.getMessage());
    }
}
