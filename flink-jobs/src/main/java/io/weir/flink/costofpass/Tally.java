package io.weir.flink.costofpass;

import io.weir.flink.OutcomeEvent;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over outcomes; adding two is commutative and associative, so order does not matter.
 *
 * @param attempts outcomes that are not late; of a status not known here where the next four do not add up to it
 * @param answered answered, be it cut short
 * @param errors error, timeout and input_over_hold
 * @param lost no answer came and the lease lapsed
 * @param cancelled cancelled
 * @param passes verdicts pass
 * @param fails verdicts fail
 * @param unknown attempts that nothing judged
 * @param costNanodollars cost, late surpluses included
 * @param inputTokens cached ones included
 * @param outputTokens reasoning included
 * @param energyMillijoules energy, late surpluses included
 */
public record Tally(
        long attempts,
        long answered,
        long errors,
        long lost,
        long cancelled,
        long passes,
        long fails,
        long unknown,
        long costNanodollars,
        long inputTokens,
        long outputTokens,
        long energyMillijoules) {

    public static final Tally ZERO = new Tally(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

    /** What one outcome adds. A late one was counted as lost before: only cost and energy are new. */
    public static Tally of(OutcomeEvent outcome) {
        if (outcome.late()) {
            return new Tally(0, 0, 0, 0, 0, 0, 0, 0, outcome.costNanodollars(), 0, 0, outcome.energyMillijoules());
        }
        boolean judged = outcome.passed() || outcome.failed();
        return new Tally(
                1,
                one(outcome.answered()),
                one(isError(outcome.status())),
                one(outcome.status().equals("lost")),
                one(outcome.status().equals("cancelled")),
                one(outcome.passed()),
                one(outcome.failed()),
                one(!judged),
                outcome.costNanodollars(),
                outcome.inputTokens(),
                outcome.outputTokens(),
                outcome.energyMillijoules());
    }

    private static boolean isError(String status) {
        return status.equals("error") || status.equals("timeout") || status.equals("input_over_hold");
    }

    private static long one(boolean counts) {
        return counts ? 1 : 0;
    }

    /**
     * Sum of both.
     *
     * @throws ArithmeticException if one no longer fits a long
     */
    public Tally plus(Tally other) {
        return new Tally(
                attempts + other.attempts,
                answered + other.answered,
                errors + other.errors,
                lost + other.lost,
                cancelled + other.cancelled,
                passes + other.passes,
                fails + other.fails,
                unknown + other.unknown,
                Math.addExact(costNanodollars, other.costNanodollars),
                Math.addExact(inputTokens, other.inputTokens),
                Math.addExact(outputTokens, other.outputTokens),
                Math.addExact(energyMillijoules, other.energyMillijoules));
    }

    /** Exact integers by the names of the contract. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        counts.put("attempts", attempts);
        counts.put("answered", answered);
        counts.put("errors", errors);
        counts.put("lost", lost);
        counts.put("cancelled", cancelled);
        counts.put("passes", passes);
        counts.put("fails", fails);
        counts.put("unknown", unknown);
        counts.put("labels", labels());
        counts.put("cost_nanodollars", costNanodollars);
        counts.put("input_tokens", inputTokens);
        counts.put("output_tokens", outputTokens);
        counts.put("energy_millijoules", energyMillijoules);
        return counts;
    }

    /** Derived figures by the names of the contract. One that would divide by zero is absent: no pass has no price yet. */
    public Map<String, Double> values() {
        Map<String, Double> values = new TreeMap<>();
        if (labels() > 0) {
            values.put("pass_rate", (double) passes / labels());
        }
        if (passes > 0) {
            values.put("cost_of_pass_nanodollars", (double) costNanodollars / passes);
        }
        return values;
    }

    /** Verified outcomes: those that pass or fail. */
    public long labels() {
        return passes + fails;
    }
}
