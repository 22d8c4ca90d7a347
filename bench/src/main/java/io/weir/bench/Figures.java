package io.weir.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Figures of one policy over all orders. Rates are shares of the queries, 0 to 1.
 *
 * @param passRate queries whose delivered answer is truly right
 * @param wrongRate queries whose delivered answer is truly wrong
 * @param costPerPassNanodollars cost-of-pass; null where an order had no pass at all
 */
record Figures(
        Estimate passRate,
        Estimate wrongRate,
        Estimate costPerQueryNanodollars,
        @Nullable Estimate costPerPassNanodollars,
        Estimate attemptsPerQuery) {

    /** @param tallies one an order, at least 2 */
    static Figures of(List<Tally> tallies) {
        boolean passes = tallies.stream().allMatch(tally -> tally.passes() > 0);
        return new Figures(
                estimate(tallies, Tally::passRate),
                estimate(tallies, Tally::wrongRate),
                estimate(tallies, Tally::costPerQueryNanodollars),
                passes ? estimate(tallies, Tally::costPerPassNanodollars) : null,
                estimate(tallies, Tally::attemptsPerQuery));
    }

    private static Estimate estimate(List<Tally> tallies, ToDoubleFunction<Tally> figure) {
        return Estimate.of(tallies.stream().mapToDouble(figure).toArray());
    }
}
