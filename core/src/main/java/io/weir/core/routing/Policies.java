package io.weir.core.routing;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/** The policies: the default and those that every report shows beside it. */
public enum Policies implements Policy {
    /** Greatest value under the floor: the default. */
    CHEAPEST_PASS("cheapest-pass") {
        @Override
        public Plan choose(List<Candidate> usable, Objective objective, int failures, long seed) {
            return Planner.plan(usable, objective);
        }
    },
    /** One attempt at the tier of least expected cost. */
    ALWAYS_CHEAPEST("always-cheapest") {
        @Override
        public Plan choose(List<Candidate> usable, Objective objective, int failures, long seed) {
            return single(
                    usable, objective, failures, 1.0, tiers -> sorted(tiers).get(0));
        }
    },
    /** One attempt at the tier of greatest expected cost: what one uses who does not route. */
    ALWAYS_STRONGEST("always-strongest") {
        @Override
        public Plan choose(List<Candidate> usable, Objective objective, int failures, long seed) {
            return single(
                    usable, objective, failures, 1.0, tiers -> sorted(tiers).get(tiers.size() - 1));
        }
    },
    /** One attempt at a tier drawn evenly by the seed. */
    RANDOM("random") {
        @Override
        public Plan choose(List<Candidate> usable, Objective objective, int failures, long seed) {
            double propensity = usable.isEmpty() ? 1.0 : 1.0 / usable.size();
            return single(usable, objective, failures, propensity, tiers -> sorted(tiers)
                    .get((int) Long.remainderUnsigned(seed, tiers.size())));
        }
    },
    /** The fixed ladder: every tier in order of expected cost, whatever the query. */
    LADDER("ladder") {
        @Override
        public Plan choose(List<Candidate> usable, Objective objective, int failures, long seed) {
            int rungs = Math.min(usable.size(), objective.verified() ? objective.attempts() : 1);
            return Plan.of(sorted(usable).subList(0, rungs), objective.floor(), 1.0);
        }
    };

    private final String wireName;

    Policies(String wireName) {
        this.wireName = wireName;
    }

    @Override
    public String version() {
        return wireName + "-1";
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** The policy of this name; an unknown one is an error. */
    public static Policy named(String name) {
        for (Policies policy : values()) {
            if (policy.wireName.equals(name)) {
                return policy;
            }
        }
        throw new IllegalArgumentException("unknown policy: " + name);
    }

    private static Plan single(
            List<Candidate> usable,
            Objective objective,
            int failures,
            double propensity,
            Function<List<Candidate>, Candidate> pick) {
        return usable.isEmpty() || failures > 0
                ? Plan.of(List.of(), objective.floor(), 1.0)
                : Plan.of(List.of(pick.apply(usable)), objective.floor(), propensity);
    }

    private static List<Candidate> sorted(List<Candidate> usable) {
        return usable.stream()
                .sorted(Comparator.comparingLong(Candidate::expectedCostNanodollars)
                        .thenComparing(candidate -> candidate.tier().name()))
                .toList();
    }
}
