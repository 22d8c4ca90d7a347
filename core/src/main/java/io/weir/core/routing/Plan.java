package io.weir.core.routing;

import java.util.List;

/**
 * Attempts in order: each is made only if those before it failed.
 *
 * @param attempts candidates in order; empty where stopping is best
 * @param passProbability probability that the plan solves the query
 * @param expectedCostNanodollars expected cost of the plan
 * @param floorMet whether the plan reaches the floor
 * @param propensity probability with which the policy chose the first attempt
 */
public record Plan(
        List<Candidate> attempts,
        double passProbability,
        double expectedCostNanodollars,
        boolean floorMet,
        double propensity) {

    public Plan {
        attempts = List.copyOf(attempts);
    }

    /**
     * P(solved) = 1 − Π(1 − pᵢ) and E[C] = Σ cᵢ · Π_{j&lt;i}(1 − pⱼ), for attempts that fail independently and a verifier that
     * is sure.
     */
    public static Plan of(List<Candidate> attempts, double floor, double propensity) {
        double unsolved = 1;
        double cost = 0;
        for (Candidate attempt : attempts) {
            cost += unsolved * attempt.expectedCostNanodollars();
            unsolved *= 1 - attempt.passProbability();
        }
        return new Plan(attempts, 1 - unsolved, cost, meets(1 - unsolved, floor), propensity);
    }

    static boolean meets(double passProbability, double floor) {
        return passProbability >= floor - Planner.TOLERANCE;
    }

    public boolean isEmpty() {
        return attempts.isEmpty();
    }

    public Candidate first() {
        return attempts.get(0);
    }
}
