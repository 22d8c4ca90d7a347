package io.weir.streams.views;

import static io.weir.streams.Samples.NOON;
import static io.weir.streams.Samples.amounts;
import static io.weir.streams.Samples.costOfPass;
import static io.weir.streams.Samples.decision;
import static io.weir.streams.Samples.entry;
import static io.weir.streams.Samples.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.streams.DrivenViews;
import io.weir.streams.query.ViewsQueries;
import io.weir.v1.Aggregate;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ViewsTopologyTest {
    private static final Duration DAY = Duration.ofDays(1);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DrivenViews views;

    @BeforeEach
    void start(@TempDir Path stateDir) {
        views = new DrivenViews(stateDir, meters, DAY);
    }

    @AfterEach
    void stop() {
        views.close();
    }

    private ViewsQueries queries() {
        return views.queries();
    }

    private double skipped(String cause) {
        return meters.find(RecordMeters.SKIPPED).tag("cause", cause).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    @Test
    void theGraphIsTheOneOnFile() throws IOException {
        AvroWire wire = new AvroWire(new MockSchemaRegistryClient());
        String found = ViewsTopology.build(wire, new RecordMeters(meters), DAY)
                .describe()
                .toString();
        try (InputStream file = ViewsTopologyTest.class.getResourceAsStream("/views-topology.txt")) {
            assertEquals(new String(file.readAllBytes(), UTF_8).strip(), found.strip());
        }
    }

    @Test
    void everythingAboutATenant_isInOneSubtopology() {
        AvroWire wire = new AvroWire(new MockSchemaRegistryClient());
        assertEquals(
                2,
                ViewsTopology.build(wire, new RecordMeters(meters), DAY)
                        .describe()
                        .subtopologies()
                        .size());
    }

    @Test
    void decisionsOfAQuery_areInOrderAndOnlyItsOwn() {
        views.pipe(Topics.DECISIONS, decision("acme", "q", 1, "small", NOON));
        views.pipe(Topics.DECISIONS, decision("acme", "q2", 1, "small", NOON));
        views.pipe(Topics.DECISIONS, decision("acmeq", "x", 1, "small", NOON));
        views.pipe(Topics.DECISIONS, decision("acme", "q", 2, "large", NOON));

        assertEquals(
                List.of("small", "large"),
                queries().decisions("acme", "q").stream().map(Decision::getTier).toList());
    }

    @Test
    void aSecondResultOfAQuery_changesNeitherTheResultNorTheSums() {
        views.pipe(Topics.RESULTS, result("acme", "q", "passed", 100, NOON));
        views.pipe(Topics.RESULTS, result("acme", "q", "failed", 999, NOON));

        assertEquals("passed", queries().result("acme", "q").orElseThrow().getStatus());
        assertEquals(100, queries().tenant("acme").orElseThrow().costNanodollars());
    }

    @Test
    void latestResults_areByTimeAndOfTheTenantAlone() {
        views.pipe(Topics.RESULTS, result("acme", "z-first", "passed", 1, NOON));
        views.pipe(Topics.RESULTS, result("acme2", "other", "passed", 1, NOON.plusSeconds(2)));
        views.pipe(Topics.RESULTS, result("acme", "a-second", "passed", 1, NOON.plusSeconds(1)));

        assertEquals(
                List.of("a-second", "z-first"),
                queries().latestResults("acme", 10).stream()
                        .map(Result::getQueryId)
                        .toList());
        assertEquals(1, queries().latestResults("acme", 1).size());
    }

    @Test
    void anEntry_isKeptWithItsQueryAndCountsForEveryAncestor() {
        views.pipe(Topics.LEDGER, entry("acme/search", "q", "held", amounts(90, 9), null));
        views.pipe(Topics.LEDGER, entry("acme/search", "q", "posted", amounts(40, 4), amounts(90, 9)));

        assertEquals(
                List.of("held", "posted"),
                queries().ledger("acme", "q").stream().map(LedgerEntry::getKind).toList());
        assertEquals(40, queries().query("acme", "q").totals().posted().moneyNanodollars());
        for (String account : List.of("acme", "acme/search")) {
            LedgerTotals totals = queries().account(account).orElseThrow().totals();
            assertEquals(
                    new LedgerTotals(
                            new Quantities(0, 0, 0, 0), new Quantities(40, 4, 0, 1), Quantities.ZERO, Quantities.ZERO),
                    totals);
        }
        assertTrue(queries().account("acme/other").isEmpty());
    }

    @Test
    void accountsOfATenant_doNotIncludeThoseOfOneThatBeginsAlike() {
        views.pipe(Topics.LEDGER, entry("acme/b", null, "limit_set", null, null));
        views.pipe(Topics.LEDGER, entry("acme", null, "limit_set", null, null));
        views.pipe(Topics.LEDGER, entry("acme-2/a", null, "limit_set", null, null));

        assertEquals(
                List.of("acme", "acme/b"),
                queries().accountsOf("acme").stream().map(AccountView::account).toList());
        assertEquals(3, queries().accounts().size());
    }

    @Test
    void aLowerRevisionIsDropped_anEqualOrHigherOneReplaces() {
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", null, 5, 2, 100));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", null, 4, 1, 50));
        assertEquals(5, onlySlice().getRevision());
        assertEquals(2, onlySlice().getCounts().get("passes"));

        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", null, 5, 3, 100));
        assertEquals(3, onlySlice().getCounts().get("passes"));

        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", null, 6, 4, 100));
        assertEquals(6, onlySlice().getRevision());
    }

    private Aggregate onlySlice() {
        List<Aggregate> slices = queries().costOfPass("cumulative");
        assertEquals(1, slices.size());
        return slices.get(0);
    }

    @Test
    void whatIsOlderThanTheRetention_goesByEventTime() {
        Instant old = NOON.minus(DAY).minusMillis(1);
        views.pipe(Topics.RESULTS, result("acme", "old", "passed", 1, old));
        views.pipe(Topics.DECISIONS, decision("acme", "old", 1, "small", old));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", old.minusSeconds(60), 1, 1, 1));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", null, 1, 1, 1));
        views.advanceWallClock(Duration.ofDays(400));
        assertTrue(queries().query("acme", "old").isKnown());

        views.pipe(Topics.RESULTS, result("acme", "new", "passed", 1, NOON));
        views.pipe(Topics.DECISIONS, decision("acme", "new", 1, "small", NOON));
        views.pipe(ViewsTopology.COST_OF_PASS, costOfPass("add2", "small", NOON, 1, 1, 1));
        views.advanceWallClock(ViewProcessor.PURGE_INTERVAL);

        assertFalse(queries().query("acme", "old").isKnown());
        assertTrue(queries().query("acme", "new").isKnown());
        assertEquals(1, queries().costOfPass("1m").size());
        assertEquals(1, queries().costOfPass("cumulative").size());
        assertEquals(2, queries().tenant("acme").orElseThrow().queries().get("passed"));
    }

    @Test
    void aBadRecord_isCountedAndPassedOver() {
        views.pipeBytes(Topics.RESULTS, new byte[] {7, 7});
        views.pipeBytes(Topics.RESULTS, new byte[] {0, 0, 0, 0, 99, 1});
        views.pipeBytes(Topics.LEDGER, new byte[0]);
        views.pipeBytes(Topics.DECISIONS, null);
        views.pipe(Topics.RESULTS, result("", "q", "passed", 1, NOON));
        views.pipe(Topics.RESULTS, result("acme", "q", "passed", 1, NOON));

        assertEquals(1, skipped("wrong_magic"));
        assertEquals(1, skipped("unknown_schema"));
        assertEquals(1, skipped("empty"));
        assertEquals(1, skipped("tombstone"));
        assertEquals(1, skipped("invalid"));
        assertTrue(queries().result("acme", "q").isPresent());
    }

    @Test
    void aSumOutOfRange_leavesTheRecordOutOfAllViews() {
        views.pipe(Topics.RESULTS, result("acme", "a", "passed", Long.MAX_VALUE, NOON));
        views.pipe(Topics.RESULTS, result("acme", "b", "passed", 1, NOON));
        views.pipe(Topics.LEDGER, entry("acme/x", "a", "posted", amounts(Long.MAX_VALUE, 0), null));
        views.pipe(Topics.LEDGER, entry("acme/y", "b", "posted", amounts(1, 0), null));

        assertEquals(2, skipped("overflow"));
        assertFalse(queries().query("acme", "b").isKnown());
        assertTrue(queries().account("acme/y").isEmpty());
    }
}
