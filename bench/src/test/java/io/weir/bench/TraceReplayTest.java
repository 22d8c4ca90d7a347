package io.weir.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.routing.Policies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Figures computed by hand from the three queries. Tally: queries, passes, wrong delivered, nano-dollars, attempts. */
class TraceReplayTest {

    private static final Arrivals ONE_ROUND = ThreeQueries.arrivals("p1 p2 p3");

    @Test
    void alwaysCheapestUnderAPerfectVerifier_deliversNothingWrong() {
        assertEquals(List.of(new Tally(3, 1, 0, 360, 3)), play(Policies.ALWAYS_CHEAPEST, Verification.PERFECT));
    }

    @Test
    void alwaysStrongestUnderAPerfectVerifier_paysTheStrongTierThreeTimes() {
        assertEquals(List.of(new Tally(3, 2, 0, 720, 3)), play(Policies.ALWAYS_STRONGEST, Verification.PERFECT));
    }

    @Test
    void ladderUnderAPerfectVerifier_climbsWhereTheCheapTierFails() {
        assertEquals(List.of(new Tally(3, 2, 0, 120 + 360 + 360, 5)), play(Policies.LADDER, Verification.PERFECT));
    }

    @Test
    void withoutAVerifierEveryPolicyMakesOneAttempt_andDeliversWhatItGets() {
        assertEquals(List.of(new Tally(3, 1, 2, 360, 3)), play(Policies.ALWAYS_CHEAPEST, Verification.NONE));
        assertEquals(List.of(new Tally(3, 2, 1, 720, 3)), play(Policies.ALWAYS_STRONGEST, Verification.NONE));
        assertEquals(List.of(new Tally(3, 1, 2, 360, 3)), play(Policies.LADDER, Verification.NONE));
    }

    @Test
    void cheapestPassWithoutAVerifierStaysCold_andAsksTheCheapTier() {
        assertEquals(List.of(new Tally(3, 1, 2, 360, 3)), play(Policies.CHEAPEST_PASS, Verification.NONE));
    }

    /**
     * p3: both fail, both at 1/3. p2: cheap alone reaches the floor, fails; strong passes: 1/4 and 1/2. p1: strong alone (240)
     * beats cheap then strong (300). Second round: strong first, p = 0.6, 0.67, 0.71; on p3 cheap follows its failure.
     */
    @Test
    void cheapestPassLearns_andSkipsATierThatRarelyPasses() {
        Arrivals rounds = ThreeQueries.arrivals("p3 p2 p1", "p1 p2 p3");

        List<Tally> tallies =
                TraceReplay.play(ThreeQueries.WORKLOAD, Policies.CHEAPEST_PASS, Verification.PERFECT, 1, rounds);

        assertEquals(List.of(new Tally(3, 2, 0, 360 + 360 + 240, 5), new Tally(3, 2, 0, 240 + 240 + 360, 4)), tallies);
    }

    /** With the first version due after 100 outcomes it never comes: always cheap first, as in the cold state. */
    @Test
    void cheapestPassBeforeTheFirstCalibration_isTheLadder() {
        Arrivals rounds = ThreeQueries.arrivals("p3 p2 p1", "p1 p2 p3");

        List<Tally> tallies =
                TraceReplay.play(ThreeQueries.WORKLOAD, Policies.CHEAPEST_PASS, Verification.PERFECT, 100, rounds);

        assertEquals(List.of(new Tally(3, 2, 0, 840, 5), new Tally(3, 2, 0, 840, 5)), tallies);
    }

    @Test
    void oracleTakesTheCheapestTierThatIsRight_elseTheCheapest() {
        assertEquals(new Tally(3, 2, 0, 120 + 240 + 120, 3), Oracle.round(ThreeQueries.WORKLOAD));
    }

    private static List<Tally> play(Policies policy, Verification verification) {
        return TraceReplay.play(ThreeQueries.WORKLOAD, policy, verification, 1, ONE_ROUND);
    }
}
