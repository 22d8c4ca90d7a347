package io.weir.core.routing;

import java.util.List;

/**
 * Chooses a plan among the usable candidates. A policy is a function: the same candidates, objective and seed give the same
 * plan.
 */
public interface Policy {

    /** Name on the wire, such as cheapest-pass. */
    String wireName();

    /** Version of the policy and its parameters; part of the seed. */
    String version();

    /**
     * The plan for the next attempt.
     *
     * @param usable candidates not excluded; those that already failed this query are not among them
     * @param objective what to choose for
     * @param failures attempts that were answered and found wrong
     * @param seed for random choices
     * @return an empty plan where the policy stops
     */
    Plan choose(List<Candidate> usable, Objective objective, int failures, long seed);
}
