package io.weir.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** What the simulation is worth: a counter that reads, then adds, does not get past it. */
class NaiveCounterTest {

    private static final int SEEDS = 100;

    @Test
    void aCounterThatReadsThenAdds_overshootsWithinTheFirstHundredSeeds() {
        int broken = 0;
        int overspent = 0;
        String first = "";
        String most = "";
        double mostOver = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            NaiveCounter.Run run = NaiveCounter.run(seed, Simulation.INPUTS, false);
            assertTrue(run.broken().isEmpty() || run.broken().contains("exceeds"), run.broken());
            if (!run.broken().isEmpty()) {
                broken++;
                first = first.isEmpty() ? "seed " + seed + ", input " + run.step() + ": " + run.broken() : first;
            }
            overspent += run.over().isEmpty() ? 0 : 1;
            if (run.overShare() > mostOver) {
                mostOver = run.overShare();
                most = "seed " + seed + ": " + run.over();
            }
        }
        System.out.println(
                "read-then-add counter: caught in " + broken + " of " + SEEDS + " seeds, a limit overspent for good in "
                        + overspent + "; first caught in " + first + "; most overspent: " + most);
        assertTrue(broken > 0 && overspent > 0, "the counter was never caught");
    }

    /** The same gateway, traffic and audit: with the hold and nothing else added, no limit is exceeded. */
    @Test
    void theSameCounterWithHolds_isNeverCaught() {
        int calls = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            NaiveCounter.Run run = NaiveCounter.run(seed, Simulation.INPUTS, true);
            assertEquals("", run.broken(), "seed " + seed);
            assertEquals("", run.over(), "seed " + seed);
            calls += run.calls();
        }
        assertTrue(calls > SEEDS * 20, "hardly anything was let through: " + calls);
    }
}
