package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.PriceGate;
import io.weir.core.ledger.Amounts;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.TierDraft;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoliciesTest {

    private static final List<Candidate> TIERS =
            List.of(candidate("dear", 0.9, 100), candidate("cheap", 0.5, 10), candidate("mid", 0.7, 40));
    private static final Objective OBJECTIVE = new Objective(0, 0, 1, 0, 2, true, false);

    private static Candidate candidate(String name, double pass, long cost) {
        return new Candidate(TierDraft.of(name).write(), pass, cost, Amounts.ZERO, null, 0, 0, null);
    }

    private static List<String> plan(Policy policy, int failures, long seed) {
        return policy.choose(TIERS, OBJECTIVE, failures, seed).attempts().stream()
                .map(candidate -> candidate.tier().name())
                .toList();
    }

    @Test
    void eachPolicy_choosesByItsName() {
        assertEquals(List.of("cheap"), plan(Policies.ALWAYS_CHEAPEST, 0, 0));
        assertEquals(List.of("dear"), plan(Policies.ALWAYS_STRONGEST, 0, 0));
        assertEquals(List.of("cheap", "mid"), plan(Policies.LADDER, 0, 0));
        assertEquals(List.of("cheap"), plan(Policies.CHEAPEST_PASS, 0, 0));
    }

    @Test
    void theLadder_hasOneRungWithoutAVerifier_andNoMoreThanThereAreTiers() {
        Objective unverified = new Objective(0, 0, 1, 0, 2, false, false);
        assertEquals(
                1, Policies.LADDER.choose(TIERS, unverified, 0, 0).attempts().size());
        Objective many = new Objective(0, 0, 1, 0, 8, true, false);
        assertEquals(3, Policies.LADDER.choose(TIERS, many, 0, 0).attempts().size());
    }

    @Test
    void singleAttemptPolicies_stopAfterAFailure() {
        for (Policy policy : List.of(Policies.ALWAYS_CHEAPEST, Policies.ALWAYS_STRONGEST, Policies.RANDOM)) {
            assertEquals(List.of(), plan(policy, 1, 0));
            assertTrue(policy.choose(List.of(), OBJECTIVE, 0, 0).isEmpty());
        }
    }

    @Test
    void random_drawsEvenlyByTheSeed_andSaysWithWhatProbability() {
        int[] drawn = new int[3];
        for (int i = 0; i < 3_000; i++) {
            long seed = Seeds.seed(new QueryKey("acme", "q" + i), 1, "random-1");
            drawn[
                    List.of("cheap", "mid", "dear")
                            .indexOf(plan(Policies.RANDOM, 0, seed).get(0))]++;
        }
        for (int count : drawn) {
            assertTrue(count > 880 && count < 1_120, "a third of 3,000 within 5 deviations: " + count);
        }
        assertEquals(1.0 / 3, Policies.RANDOM.choose(TIERS, OBJECTIVE, 0, -7).propensity());
        assertEquals(
                1.0, Policies.ALWAYS_CHEAPEST.choose(TIERS, OBJECTIVE, 0, 0).propensity());
    }

    @Test
    void policies_areFoundByName_andAnUnknownNameIsAnError() {
        for (Policies policy : Policies.values()) {
            assertEquals(policy, Policies.named(policy.wireName()));
            assertEquals(policy.wireName() + "-1", policy.version());
        }
        IllegalArgumentException unknown =
                assertThrows(IllegalArgumentException.class, () -> Policies.named("cheapest"));
        assertTrue(unknown.getMessage().contains("cheapest"));
    }

    @Test
    void aPolicyThatStops_failsTheQueryInItsName() {
        Settings settings = Settings.DEFAULT.withPolicy(Policies.ALWAYS_CHEAPEST);
        Partition partition = Partition.withTiers(settings).account("acme").submit(QueryDraft.of("acme", "q1"));
        Result result =
                partition.answer(new QueryKey("acme", "q1"), 1, Verdict.FAIL).result();
        assertEquals("always-cheapest makes no further attempt", result.reason());
    }

    private static final PriceGate GATE = new PriceGate(2);

    @Test
    void settings_mustBePositive() {
        long[][] wrong = {{0, 1, 1, 1, 1}, {1, 0, 1, 1, 1}, {1, 1, 0, 1, 1}, {1, 1, 1, 0, 1}, {1, 1, 1, 1, 0}};
        for (long[] w : wrong) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> new Settings(Policies.RANDOM, w[0], w[1], (int) w[2], w[3], w[4], GATE));
        }
        assertEquals(1, new Settings(Policies.RANDOM, 1, 1, 1, 1, 1, GATE).maxAttempts());
    }
}
