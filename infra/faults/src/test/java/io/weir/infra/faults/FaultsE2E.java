package io.weir.infra.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.infra.faults.cases.Cases;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The short pass: faults of the router, a worker, the traffic, budgets and their records, on one platform of real processes. */
class FaultsE2E {

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path directory;

    private static Run run;

    @BeforeAll
    static void begin() {
        Path home = Path.of(System.getProperty("basedir", ""))
                .toAbsolutePath()
                .getParent()
                .getParent();
        run = new Run(directory, home, false, System.out::println);
    }

    @AfterAll
    static void end() {
        run.close();
    }

    @ParameterizedTest(name = "fault {0}, seed {1}")
    @CsvSource({"2, 1", "2, 2", "8, 1", "10, 1", "14, 1", "22, 1", "25, 1", "30, 1", "31, 1", "32, 1"})
    void afterAFault_everyPromiseHolds(int number, long seed) {
        Fault fault = Cases.all().stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElseThrow();
        Verdict verdict = run.trial(fault, seed);
        assertEquals(List.of(), verdict.problems());
    }
}
