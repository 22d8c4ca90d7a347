package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.Amounts;
import io.weir.core.sample.TierDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Plans against brute force over every sequence of tiers, and the rules that decide between them. */
class PlannerTest {

    private static final double NEAR = 1e-6;

    private static Candidate candidate(String name, double pass, long cost) {
        return new Candidate(TierDraft.of(name).write(), pass, cost, Amounts.ZERO, null, 0, 0, null);
    }

    private static Objective floor(double floor, int attempts) {
        return new Objective(0, 0, 1, floor, attempts, true, false);
    }

    private static List<String> names(Plan plan) {
        return plan.attempts().stream()
                .map(candidate -> candidate.tier().name())
                .toList();
    }

    @Test
    void thePlan_isAsGoodAsTheBestOfAllSequences() {
        Random random = new Random(11);
        for (int i = 0; i < 400; i++) {
            List<Candidate> candidates = candidates(random);
            Objective objective = new Objective(
                    random.nextInt(3) == 0 ? 0 : random.nextInt(2_000_000),
                    random.nextInt(100_000),
                    1 + random.nextDouble(),
                    random.nextDouble(),
                    1 + random.nextInt(4),
                    random.nextInt(4) > 0,
                    random.nextBoolean());
            Sequences.Best best = Sequences.best(candidates, objective);
            Plan plan = Planner.plan(candidates, objective);
            String message = "instance " + i + ": " + objective + " of " + candidates;
            assertEquals(best.floorMet(), plan.floorMet(), message);
            assertEquals(best.value(), Planner.value(plan, objective), NEAR, message);
            assertEquals(best.pass(), plan.passProbability(), NEAR, message);
        }
    }

    private static List<Candidate> candidates(Random random) {
        List<Candidate> candidates = new ArrayList<>();
        for (int tier = 0; tier < 1 + random.nextInt(5); tier++) {
            candidates.add(candidate("t" + tier, 0.02 + 0.96 * random.nextDouble(), random.nextInt(1_000_000)));
        }
        return candidates;
    }

    /** A floor is a share of the strongest tier: cut with the dear ones, it could not be reached. */
    @Test
    void theStrongestTier_isNeverCut() {
        List<Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            candidates.add(candidate(String.format("weak%02d", i), 0.1, 10 + i));
        }
        candidates.add(candidate("strong", 0.99, 1_000_000));

        Plan plan = Planner.plan(candidates, floor(0.98, 1));

        assertEquals(List.of("strong"), names(plan));
        assertTrue(plan.floorMet());
    }

    @Test
    void orderByCostPerPass_isNeverDearerThanAnyOtherOrderOfTheSameTiers() {
        Random random = new Random(12);
        for (int i = 0; i < 300; i++) {
            List<Candidate> candidates = candidates(random);
            List<Candidate> byIndex = candidates.stream()
                    .sorted(java.util.Comparator.comparingDouble(Candidate::costOfPass))
                    .toList();
            double least = Sequences.permutations(candidates).stream()
                    .mapToDouble(Sequences::cost)
                    .min()
                    .orElseThrow();
            assertEquals(least, Plan.of(byIndex, 0, 1).expectedCostNanodollars(), NEAR);
        }
    }

    @Test
    void theFloor_isReachedAtLeastCost() {
        List<Candidate> tiers = List.of(candidate("a", 0.5, 10), candidate("b", 0.9, 100));
        assertEquals(List.of("a"), names(Planner.plan(tiers, floor(0.5, 3))));
        assertEquals(List.of("a", "b"), names(Planner.plan(tiers, floor(0.500001, 3))));
        assertEquals(List.of("b"), names(Planner.plan(tiers, floor(0.500001, 1))));
        assertTrue(Planner.plan(tiers, floor(0.95, 3)).floorMet());
    }

    @Test
    void aFloorThatNothingReaches_takesTheGreatestProbability() {
        List<Candidate> tiers = List.of(candidate("a", 0.5, 10), candidate("b", 0.9, 100_000));
        Plan plan = Planner.plan(tiers, floor(0.99, 3));
        assertEquals(List.of("a", "b"), names(plan));
        assertFalse(plan.floorMet());
    }

    @Test
    void unverified_meansOneAttempt_andWrongAnswersCost() {
        List<Candidate> tiers = List.of(candidate("a", 0.5, 10), candidate("b", 0.9, 100));
        Objective cheap = new Objective(0, 0, 1, 0, 5, false, false);
        assertEquals(List.of("a"), names(Planner.plan(tiers, cheap)));
        Objective even = new Objective(0, 225, 1, 0, 5, false, false);
        assertEquals(List.of("b"), names(Planner.plan(tiers, even)), "equal value: the surer one");
        Objective wrong = new Objective(0, 224, 1, 0, 5, false, false);
        assertEquals(List.of("a"), names(Planner.plan(tiers, wrong)));
    }

    @Test
    void lambda_weighsCostAgainstThePass() {
        List<Candidate> tiers = List.of(candidate("a", 0.5, 10), candidate("b", 0.9, 100));
        assertEquals(List.of("a", "b"), names(Planner.plan(tiers, new Objective(200, 0, 1, 0, 2, true, false))));
        assertEquals(List.of("a"), names(Planner.plan(tiers, new Objective(200, 0, 2, 0, 2, true, false))));
    }

    @Test
    void stopping_isForPricedQueriesAfterAFirstAttempt_whenNoPlanIsWorthItsCost() {
        List<Candidate> tiers = List.of(candidate("a", 0.5, 100));
        assertTrue(Planner.plan(tiers, worth(199, true)).isEmpty());
        assertFalse(Planner.plan(tiers, worth(200, true)).isEmpty(), "worth the same");
        assertFalse(Planner.plan(tiers, worth(199, false)).isEmpty(), "a first attempt");
        assertFalse(Planner.plan(tiers, worth(0, true)).isEmpty(), "not priced");
    }

    private static Objective worth(long value, boolean mayStop) {
        return new Objective(value, 0, 1, 0, 2, true, mayStop);
    }

    @Test
    void whereStoppingIsAllowed_noPlanWorthLessThanStopping_isTakenForItsFloor() {
        List<Candidate> tiers = List.of(candidate("a", 0.5, 5), candidate("b", 0.4, 400));
        Objective objective = new Objective(100, 0, 1, 0.98, 2, true, true);
        assertEquals(List.of("a"), names(Planner.plan(tiers, objective)), "with b it would lose 35");
    }

    @Test
    void noCandidates_noPlan() {
        Plan plan = Planner.plan(List.of(), floor(0.5, 3));
        assertTrue(plan.isEmpty());
        assertFalse(plan.floorMet());
        assertTrue(Planner.plan(List.of(), floor(0, 3)).floorMet());
    }

    @Test
    void beyondTwelveTiers_thoseOfLeastCostPerPassAreKept() {
        List<Candidate> tiers = new ArrayList<>();
        for (int i = 0; i < 14; i++) {
            tiers.add(candidate("t" + (char) ('a' + i), 0.5, 100 + i));
        }
        Plan plan = Planner.plan(tiers, floor(1, 20));
        assertEquals(12, plan.attempts().size());
        assertEquals("ta", plan.first().tier().name());
        assertEquals(
                12, Planner.plan(tiers.subList(0, 12), floor(1, 20)).attempts().size());
    }

    @Test
    void equalTiers_goInOrderOfName() {
        List<Candidate> tiers = List.of(candidate("b", 0.5, 10), candidate("a", 0.5, 10));
        assertEquals(List.of("a", "b"), names(Planner.plan(tiers, floor(0.7, 2))));
    }

    @Test
    void aPlansNumbers_areThoseOfIndependentAttempts() {
        Plan plan = Plan.of(List.of(candidate("a", 0.5, 10), candidate("b", 0.8, 100)), 0.9, 0.25);
        assertEquals(0.9, plan.passProbability(), 1e-12);
        assertEquals(60, plan.expectedCostNanodollars(), 1e-9);
        assertTrue(plan.floorMet());
        assertEquals(0.25, plan.propensity());
        assertEquals("a", plan.first().tier().name());
    }
}
