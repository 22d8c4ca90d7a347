package io.weir.bench.overshoot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bench in small, on a real broker and a real router. */
class OvershootIT {

    @TempDir
    Path directory;

    @Test
    void nothingThatDoesNotFitIsLetThrough_andNothingThatFitsIsRefused() throws Exception {
        OvershootOptions options = new OvershootOptions(3_000, 16, 100, 32, 256, 1);
        OvershootReport report;
        try (OvershootBench bench = new OvershootBench(options, List.of(1, 20), directory, text -> {})) {
            report = bench.run();
        }

        assertEquals(List.of(), report.examples());
        assertEquals(0, report.overshoots());
        assertEquals(0, report.falseRefusals());
        assertTrue(report.refusals() > 300, report.toString());
        assertTrue(report.holds() > 300, report.toString());
        assertTrue(report.excessEntries() > 0, report.toString());
        assertEquals(report.billedNanodollars(), report.bookedNanodollars());
        assertEquals(0, report.openHolds());
        report.exact().forEach(row -> assertTrue(row.exact(), row.toString()));
        assertTrue(report.clean());
    }
}
