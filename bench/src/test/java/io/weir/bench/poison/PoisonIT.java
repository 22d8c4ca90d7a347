package io.weir.bench.poison;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.bench.WorkloadFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of poison on a stack of separate processes, once or more each, with good traffic beside it. */
class PoisonIT {

    private static final Path WORKLOAD =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("infra/workloads/small-tiers");

    @TempDir
    static Path directory;

    private static PoisonReport report;

    @BeforeAll
    static void run() throws Exception {
        PoisonOptions options = new PoisonOptions(4, 1, 5, 1, 20, 30, 1);
        try (PoisonBench bench = new PoisonBench(
                options,
                directory,
                WORKLOAD.resolve("outcomes.jsonl"),
                WorkloadFiles.prompts(WORKLOAD.resolve("queries.jsonl")),
                text -> {})) {
            report = bench.run();
        }
    }

    static List<Poison> kinds() {
        return Kinds.all();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void isRefusedOrAnsweredWithCodeFieldAndValue(Poison kind) {
        PoisonReport.Kind found = report.kinds().stream()
                .filter(each -> each.name().equals(kind.name()))
                .findFirst()
                .orElseThrow();

        assertTrue(found.doses() > 0, "sent");
        assertTrue(kind.expected().matches(found.example()), found.toString());
        assertEquals(found.doses(), found.handled(), found.toString());
    }

    @Test
    void everyGoodQueryBesideItHasItsResult() {
        assertTrue(report.sent() > 0);
        assertEquals(report.sent(), report.answered());
    }
}
