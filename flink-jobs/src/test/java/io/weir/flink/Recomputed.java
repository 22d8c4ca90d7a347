package io.weir.flink;

import io.weir.v1.Outcome;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/** The figures computed again from all outcomes, slowly and by code that shares nothing with the jobs. */
final class Recomputed {
    private static final long MINUTE = 60_000_000;

    private final List<Outcome> outcomes;

    Recomputed(List<Outcome> outcomes) {
        this.outcomes = outcomes;
    }

    /** Counts by {@code task/tier/window}, where the window is cumulative or the first microsecond of a minute. */
    Map<String, Map<String, Long>> counts() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            String slice = outcome.getTask() + "/" + outcome.getTier() + "/";
            counts.computeIfAbsent(slice + "cumulative", key -> counts(o -> sameSlice(o, outcome)));
            counts.computeIfAbsent(
                    slice + minute(outcome), key -> counts(o -> sameSlice(o, outcome) && minute(o) == minute(outcome)));
        }
        return counts;
    }

    /** Passes and fails by {@code task/tier}. */
    Map<String, List<Long>> verdicts() {
        Map<String, List<Long>> verdicts = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            verdicts.computeIfAbsent(
                    outcome.getTask() + "/" + outcome.getTier(),
                    key -> List.of(
                            sum(
                                    o -> sameSlice(o, outcome)
                                            && isOnTime(o)
                                            && o.getVerdict().equals("pass"),
                                    o -> 1),
                            sum(
                                    o -> sameSlice(o, outcome)
                                            && isOnTime(o)
                                            && o.getVerdict().equals("fail"),
                                    o -> 1)));
        }
        return verdicts;
    }

    private Map<String, Long> counts(Predicate<Outcome> in) {
        Predicate<Outcome> onTime = in.and(Recomputed::isOnTime);
        Map<String, Long> counts = new TreeMap<>();
        counts.put("attempts", sum(onTime, o -> 1));
        counts.put(
                "answered", sum(onTime.and(o -> List.of("answered", "truncated").contains(o.getStatus())), o -> 1));
        counts.put(
                "errors",
                sum(
                        onTime.and(o ->
                                List.of("error", "timeout", "input_over_hold").contains(o.getStatus())),
                        o -> 1));
        counts.put("lost", sum(onTime.and(o -> o.getStatus().equals("lost")), o -> 1));
        counts.put("cancelled", sum(onTime.and(o -> o.getStatus().equals("cancelled")), o -> 1));
        counts.put("passes", sum(onTime.and(o -> o.getVerdict().equals("pass")), o -> 1));
        counts.put("fails", sum(onTime.and(o -> o.getVerdict().equals("fail")), o -> 1));
        counts.put("unknown", sum(onTime.and(o -> o.getVerdict().equals("unknown")), o -> 1));
        counts.put("labels", counts.get("passes") + counts.get("fails"));
        counts.put("cost_nanodollars", sum(in, Outcome::getCostNanodollars));
        counts.put("input_tokens", sum(onTime, o -> o.getUsage().getInputTokens()));
        counts.put("output_tokens", sum(onTime, o -> o.getUsage().getOutputTokens()));
        counts.put("energy_millijoules", sum(in, Outcome::getEnergyMillijoules));
        return counts;
    }

    private long sum(Predicate<Outcome> in, ToLongFunction<Outcome> what) {
        return outcomes.stream().filter(in).mapToLong(what).sum();
    }

    private static boolean isOnTime(Outcome outcome) {
        return !outcome.getLate();
    }

    private static boolean sameSlice(Outcome one, Outcome other) {
        return one.getTask().equals(other.getTask()) && one.getTier().equals(other.getTier());
    }

    private static long minute(Outcome outcome) {
        return outcome.getAt().getEpochSecond() / 60 * MINUTE;
    }
}
