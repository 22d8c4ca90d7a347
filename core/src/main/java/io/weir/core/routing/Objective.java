package io.weir.core.routing;

/**
 * What a plan is chosen for.
 *
 * @param valueOfPassNanodollars V, what a pass is worth; 0 where it is not priced and least cost decides
 * @param wrongAnswerNanodollars W, what an accepted wrong answer costs
 * @param lambda λ, pacing price, at least 1
 * @param floor least probability that the plan solves the query, 0 to 1
 * @param attempts most attempts of the plan, at least 1
 * @param verified whether a wrong answer is found out, so that there is something to escalate on
 * @param mayStop whether no attempt at all is allowed: after a first one, where V is priced
 */
public record Objective(
        long valueOfPassNanodollars,
        long wrongAnswerNanodollars,
        double lambda,
        double floor,
        int attempts,
        boolean verified,
        boolean mayStop) {}
