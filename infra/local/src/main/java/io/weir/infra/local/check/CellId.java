package io.weir.infra.local.check;

import io.weir.v1.Aggregate;
import io.weir.v1.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one figure of cost-of-pass is of.
 *
 * @param minute start of the minute; {@link Instant#MIN}: cumulative
 */
record CellId(String task, String tier, Instant minute) {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    static CellId cumulative(Outcome outcome) {
        return new CellId(outcome.getTask(), outcome.getTier(), Instant.MIN);
    }

    static CellId minute(Outcome outcome) {
        return new CellId(outcome.getTask(), outcome.getTier(), outcome.getAt().truncatedTo(ChronoUnit.MINUTES));
    }

    /** What an aggregate says it is of; empty where slice and window are not of the contract. */
    static Optional<CellId> of(Aggregate aggregate) {
        Map<String, String> slice = aggregate.getSlice();
        String task = slice.get("task");
        String tier = slice.get("tier");
        if (!slice.keySet().equals(Set.of("task", "tier")) || task == null || tier == null) {
            return Optional.empty();
        }
        Instant start = aggregate.getWindowStart();
        Instant end = aggregate.getWindowEnd();
        if (aggregate.getWindow().equals("cumulative")) {
            return start == null && end == null ? Optional.of(new CellId(task, tier, Instant.MIN)) : Optional.empty();
        }
        boolean minute = aggregate.getWindow().equals("1m")
                && start != null
                && start.equals(start.truncatedTo(ChronoUnit.MINUTES))
                && start.plus(MINUTE).equals(end);
        return minute ? Optional.of(new CellId(task, tier, start)) : Optional.empty();
    }

    @Override
    public String toString() {
        String window = minute.equals(Instant.MIN) ? "cumulative" : "minute " + minute;
        return "task '" + task + "', tier " + tier + ", " + window;
    }
}
