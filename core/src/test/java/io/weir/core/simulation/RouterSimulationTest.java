package io.weir.core.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The promises of design.md section 7 under many seeds, on every core. Each seed is a world of its own; a failing one is printed
 * with the command that runs it alone.
 */
class RouterSimulationTest {

    private static final int SEEDS = Integer.getInteger("weir.seeds", 10_000);
    private static final long BASE_SEED = Long.getLong("weir.seed", 20_250_301L);
    /** After so many failures the rest is not worth waiting for. */
    private static final int MOST_FAILURES = 5;

    private final Queue<String> failures = new ConcurrentLinkedQueue<>();

    @Test
    void booksBalance_limitsHold_andRepeatsOrdersAndRestartsChangeNothing() {
        long began = System.nanoTime();
        long processorBegan = processorNanos();
        Tally tally = LongStream.range(BASE_SEED, BASE_SEED + SEEDS)
                .parallel()
                .mapToObj(this::run)
                .reduce(new Tally(), (sum, one) -> new Tally().plus(sum).plus(one));
        double seconds = (System.nanoTime() - began) / 1e9;
        double processor = (processorNanos() - processorBegan) / 1e9;
        System.out.println("simulation: " + tally.text(seconds, processor));
        if (!failures.isEmpty()) {
            fail(String.join("\n", failures));
        }
        assertTrue(
                tally.entries > tally.inputs / 5 && tally.results > tally.inputs / 12,
                "too little happened: " + tally.text(0, 0));
        if (SEEDS >= 1_000 && Simulation.INPUTS >= 500) {
            assertEquals(Set.of(), tally.occurrences.missing(), "never happened, so nothing was shown about it");
        }
    }

    /** Processor time of this process, all threads. */
    private static long processorNanos() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean bean
                ? bean.getProcessCpuTime()
                : 0;
    }

    private Tally run(long seed) {
        if (failures.size() >= MOST_FAILURES) {
            return new Tally();
        }
        try {
            return Simulation.run(seed);
        } catch (AssertionError | RuntimeException broken) {
            failures.add("seed " + seed + ": " + broken + " at "
                    + List.of(broken.getStackTrace()).subList(0, 3)
                    + "\n  rerun: ./mvnw -pl core test -Dtest=RouterSimulationTest -Dtest.args='-Dweir.seeds=1 -Dweir.seed="
                    + seed + "'");
            return new Tally();
        }
    }
}
