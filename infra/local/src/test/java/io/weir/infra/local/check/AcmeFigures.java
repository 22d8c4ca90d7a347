package io.weir.infra.local.check;

import io.weir.schemas.Topics;
import io.weir.v1.Aggregate;
import io.weir.v1.Calibration;
import io.weir.v1.Coordinates;
import io.weir.v1.PassPosterior;
import io.weir.v1.TokenQuantiles;
import io.weir.v1.TokenSize;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What Flink makes of {@link AcmeLog}, written by hand: small failed for 60 n$ at offset 0, large passed for 320 n$ and 100 output
 * tokens at offset 1, both in one minute. Tests change one figure.
 */
final class AcmeFigures {

    /** The minute that both outcomes are in. */
    static final Instant MINUTE = Instant.parse("2026-11-24T12:00:00Z");

    private final AcmeLog acme;

    private AcmeFigures(AcmeLog acme) {
        this.acme = acme;
    }

    static AcmeFigures right(AcmeLog acme) {
        acme.outcome(1).getUsage().setOutputTokens(100);
        AcmeFigures figures = new AcmeFigures(acme);
        for (boolean minute : new boolean[] {true, false}) {
            figures.aggregates().add(figures.cell("small", minute, 1, counts(0, 1, 60, 0), Map.of("pass_rate", 0.0)));
            figures.aggregates()
                    .add(figures.cell(
                            "large",
                            minute,
                            2,
                            counts(1, 0, 320, 100),
                            Map.of("pass_rate", 1.0, "cost_of_pass_nanodollars", 320.0)));
        }
        figures.calibrations().add(figures.learned());
        return figures;
    }

    /** 0 small by the minute, 1 large by the minute, 2 small cumulative, 3 large cumulative. */
    Aggregate aggregate(int index) {
        return (Aggregate) aggregates().get(index);
    }

    List<Object> aggregates() {
        return acme.log.of(Topics.aggregates("cost-of-pass"), 0);
    }

    Calibration calibration() {
        return (Calibration) calibrations().get(0);
    }

    List<Object> calibrations() {
        return acme.log.of(Topics.CALIBRATION, 0);
    }

    private Aggregate cell(
            String tier, boolean minute, long reach, Map<String, Long> counts, Map<String, Double> values) {
        return Aggregate.newBuilder()
                .setKind("cost-of-pass")
                .setSlice(Map.of("task", "", "tier", tier))
                .setWindow(minute ? "1m" : "cumulative")
                .setWindowStart(minute ? MINUTE : null)
                .setWindowEnd(minute ? MINUTE.plusSeconds(60) : null)
                .setCounts(counts)
                .setValues(new HashMap<>(values))
                .setCovers(reach(reach))
                .setRevision(1)
                .setAt(MINUTE.plusSeconds(reach))
                .build();
    }

    static List<Coordinates> reach(long next) {
        return new ArrayList<>(List.of(new Coordinates(Topics.OUTCOMES.name(), AcmeLog.HOME, next)));
    }

    private static Map<String, Long> counts(long passes, long fails, long cost, long outputTokens) {
        Map<String, Long> counts = new HashMap<>();
        counts.put("attempts", 1L);
        counts.put("answered", 1L);
        counts.put("passes", passes);
        counts.put("fails", fails);
        counts.put("labels", 1L);
        counts.put("cost_nanodollars", cost);
        counts.put("output_tokens", outputTokens);
        for (String none : List.of("errors", "lost", "cancelled", "unknown", "input_tokens", "energy_millijoules")) {
            counts.put(none, 0L);
        }
        return counts;
    }

    private static List<TokenSize> sizes(long ceiling) {
        return new ArrayList<>(List.of(new TokenSize(0, 1L, ceiling)));
    }

    private Calibration learned() {
        return Calibration.newBuilder()
                .setVersion("2-made-by-hand")
                .setCovers(reach(2))
                .setOutcomes(2)
                .setAt(MINUTE.plusSeconds(2))
                .setPassPosteriors(new ArrayList<>(List.of(
                        new PassPosterior("", "small", 1.0, 2.0, 1L), new PassPosterior("", "large", 2.0, 1.0, 1L))))
                .setTokenQuantiles(new ArrayList<>(List.of(
                        new TokenQuantiles("", "small", 1L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, sizes(0)),
                        new TokenQuantiles("", "large", 1L, 101L, 101L, 101L, 100L, 0L, 0L, 0L, 101L, sizes(101)))))
                .build();
    }
}
