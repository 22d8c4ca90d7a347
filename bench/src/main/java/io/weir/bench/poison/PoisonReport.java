package io.weir.bench.poison;

import io.weir.bench.run.Circumstances;
import io.weir.bench.run.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;

/**
 * What a run found.
 *
 * @param circumstances machine, commit, seed
 * @param settings options of the run
 * @param kinds what became of each kind
 * @param sent queries of good tenants
 * @param answered of these, how many had a result
 * @param quiet latency of good queries that were due in quiet windows
 * @param poison latency of good queries that were due in windows of poison
 * @param p99Ratio p99 in all windows of poison over p99 in all quiet ones
 * @param pairRatios the same pair by pair
 */
record PoisonReport(
        Circumstances circumstances,
        PoisonOptions settings,
        List<Kind> kinds,
        long sent,
        long answered,
        Percentiles quiet,
        Percentiles poison,
        double p99Ratio,
        Spread pairRatios) {

    /** Milliseconds from when a query was due to its result. */
    record Percentiles(long queries, double p50, double p99, double max) {

        static Percentiles of(Histogram micros) {
            return new Percentiles(
                    micros.getTotalCount(),
                    micros.getValueAtPercentile(50) / 1e3,
                    micros.getValueAtPercentile(99) / 1e3,
                    micros.getMaxValue() / 1e3);
        }
    }

    /**
     * A kind and what became of its doses.
     *
     * @param handled doses with the answer that they should have
     * @param example an answer; of a dose that was mishandled, where one was
     */
    record Kind(String name, long doses, long handled, String expected, Answer example) {

        boolean mishandled() {
            return doses == 0 || handled < doses;
        }
    }

    static PoisonReport of(
            Circumstances circumstances,
            PoisonOptions settings,
            List<Kind> kinds,
            long sent,
            long answered,
            List<Histogram> windows) {
        Histogram quiet = sum(windows, false);
        Histogram poison = sum(windows, true);
        Spread pairs = Spread.of(IntStream.range(0, settings.pairs())
                .mapToDouble(pair -> ratio(windows.get(2 * pair + 1), windows.get(2 * pair))));
        return new PoisonReport(
                circumstances,
                settings,
                kinds,
                sent,
                answered,
                Percentiles.of(quiet),
                Percentiles.of(poison),
                ratio(poison, quiet),
                pairs);
    }

    private static Histogram sum(List<Histogram> windows, boolean poison) {
        Histogram sum = new Histogram(windows.get(0));
        for (int window = 0; window < windows.size(); window++) {
            if (Windows.isPoison(window) == poison) {
                sum.add(windows.get(window));
            }
        }
        return sum;
    }

    private static double ratio(Histogram poison, Histogram quiet) {
        return (double) poison.getValueAtPercentile(99) / Math.max(1, quiet.getValueAtPercentile(99));
    }

    /** Kinds, in the order of the list, from what was sent. */
    static List<Kind> kinds(List<Poison> list, List<SentDose> sent, Answers answers) {
        Map<String, List<Answer>> all = new LinkedHashMap<>();
        list.forEach(poison -> all.put(poison.name(), new ArrayList<>()));
        sent.forEach(dose ->
                all.getOrDefault(dose.poison().name(), new ArrayList<>()).add(dose.answer(answers)));
        return list.stream()
                .map(poison -> kind(poison, all.getOrDefault(poison.name(), List.of())))
                .toList();
    }

    private static Kind kind(Poison poison, List<Answer> answers) {
        Expected expected = poison.expected();
        @Nullable
        Answer wrong = answers.stream()
                .filter(answer -> !expected.matches(answer))
                .findFirst()
                .orElse(null);
        Answer example = wrong != null ? wrong : answers.isEmpty() ? Answer.NONE : answers.get(0);
        long handled = answers.stream().filter(expected::matches).count();
        return new Kind(poison.name(), answers.size(), handled, expected.text(), example);
    }

    List<Kind> mishandled() {
        return kinds.stream().filter(Kind::mishandled).toList();
    }

    boolean clean() {
        return mishandled().isEmpty() && answered == sent;
    }
}
