package io.weir.bench.router;

import io.weir.bench.run.Circumstances;
import io.weir.bench.run.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What a run found.
 *
 * @param circumstances machine, commit, seed
 * @param settings options of the run and what it ran on
 * @param rounds every figure of every round, in the order in which they were taken
 * @param summary each topology over its rounds
 * @param ratios the router over each floor, round by round: greater than 1 is more CPU, or less throughput
 * @param latencies at each commit interval; empty where none was measured
 * @param scales the router with so many accounts each; empty where that was not asked for
 * @param profile shares of the router's CPU; empty where none was taken
 */
record RouterReport(
        Circumstances circumstances,
        RouterOptions settings,
        List<Figures> rounds,
        Map<String, Summary> summary,
        Map<String, Ratio> ratios,
        List<LatencyPair> latencies,
        List<Scale> scales,
        List<FrameGroups.Share> profile) {

    /** Over rounds. */
    record Summary(
            Spread queriesPerSecond,
            Spread appMicrosPerQuery,
            Spread brokerMicrosPerQuery,
            Spread microsPerQuery,
            Spread allocatedBytesPerQuery) {}

    /** CPU of app and broker together, CPU of the app alone, and time, router over floor. */
    record Ratio(Spread cpu, Spread appCpu, Spread time) {}

    static RouterReport of(
            Circumstances circumstances,
            RouterOptions settings,
            List<Figures> rounds,
            List<LatencyPair> latencies,
            List<Scale> scales,
            List<FrameGroups.Share> profile) {
        Map<String, Summary> summary = new LinkedHashMap<>();
        for (Subject subject : Subject.values()) {
            summary.put(subject.label(), summary(of(rounds, subject)));
        }
        Map<String, Ratio> ratios = new LinkedHashMap<>();
        for (Subject floor : List.of(Subject.SHAPE, Subject.IDENTITY)) {
            ratios.put("router_over_" + floor.label(), ratio(of(rounds, Subject.ROUTER), of(rounds, floor)));
        }
        return new RouterReport(
                circumstances, settings, List.copyOf(rounds), summary, ratios, latencies, scales, profile);
    }

    /** Whether every query of every open loop ended. */
    boolean complete() {
        return latencies.stream().allMatch(LatencyPair::complete);
    }

    private static List<Figures> of(List<Figures> rounds, Subject subject) {
        return rounds.stream()
                .filter(figures -> figures.topology().equals(subject.label()))
                .toList();
    }

    private static Summary summary(List<Figures> rounds) {
        return new Summary(
                spread(rounds, Figures::queriesPerSecond),
                spread(rounds, Figures::appMicrosPerQuery),
                spread(rounds, Figures::brokerMicrosPerQuery),
                spread(rounds, Figures::micros),
                spread(rounds, Figures::allocatedBytesPerQuery));
    }

    private static Spread spread(List<Figures> rounds, ToDoubleFunction<Figures> figure) {
        return Spread.of(rounds.stream().mapToDouble(figure));
    }

    private static Ratio ratio(List<Figures> router, List<Figures> floor) {
        return new Ratio(
                Spread.of(each(router, floor, Figures::micros).stream().mapToDouble(d -> d)),
                Spread.of(
                        each(router, floor, Figures::appMicrosPerQuery).stream().mapToDouble(d -> d)),
                Spread.of(each(router, floor, figures -> 1 / figures.queriesPerSecond()).stream()
                        .mapToDouble(d -> d)));
    }

    private static List<Double> each(List<Figures> router, List<Figures> floor, ToDoubleFunction<Figures> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int i = 0; i < router.size(); i++) {
            ratios.add(figure.applyAsDouble(router.get(i)) / figure.applyAsDouble(floor.get(i)));
        }
        return ratios;
    }
}
