package io.weir.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyBenchTest {

    private static final Path SHIPPED = Path.of("../infra/workloads/small-tiers");

    @Test
    void sameSeedGivesTheSameReport_anotherSeedAnother() {
        PolicyReport report = new PolicyBench(ThreeQueries.WORKLOAD, 7, 5, 1).run();

        assertEquals(report, new PolicyBench(ThreeQueries.WORKLOAD, 7, 5, 1).run());
        assertNotEquals(
                report.rows(),
                new PolicyBench(ThreeQueries.WORKLOAD, 8, 5, 1).run().rows());
    }

    @Test
    void everyOrderPlaysEveryPromptOnceARound() {
        Arrivals order = Arrivals.shuffled(ThreeQueries.WORKLOAD, 7, 3);

        assertEquals(2, order.rounds().size());
        for (List<Prompt> round : order.rounds()) {
            assertEquals(3, round.size());
            assertEquals(new HashSet<>(ThreeQueries.WORKLOAD.prompts()), new HashSet<>(round));
        }
    }

    /** Pass rates that the workload's README states, from the answers alone; and bounds that hold for every policy. */
    @Test
    void shippedWorkload_gradesAsItsReadmeStates() throws IOException {
        PolicyReport report = new PolicyBench(shipped().withRounds(1), 1, 2, 1).run();
        double oracle = passRate(report, "perfect", "oracle");

        assertEquals(107 / 489.0, passRate(report, "none", "always-cheapest"), 1e-12);
        assertEquals(302 / 489.0, passRate(report, "none", "always-strongest"), 1e-12);
        assertEquals(oracle, passRate(report, "perfect", "ladder"), 1e-12);
        for (PolicyReport.Row row : report.rows()) {
            assertTrue(row.allRounds().passRate().mean() <= oracle + 1e-12, row.toString());
            assertTrue(
                    !row.verifier().equals("perfect")
                            || row.allRounds().wrongRate().mean() == 0,
                    row.toString());
        }
    }

    private static Workload shipped() throws IOException {
        return WorkloadFiles.read(
                SHIPPED.resolve("weir.yaml"), SHIPPED.resolve("queries.jsonl"), SHIPPED.resolve("outcomes.jsonl"));
    }

    private static double passRate(PolicyReport report, String verifier, String policy) {
        return report.rows().stream()
                .filter(row -> row.verifier().equals(verifier) && row.policy().equals(policy))
                .findFirst()
                .orElseThrow()
                .allRounds()
                .passRate()
                .mean();
    }
}
