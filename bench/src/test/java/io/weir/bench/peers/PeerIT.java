package io.weir.bench.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The table in small, every part a process of its own; without the rows that need Flink. */
class PeerIT {

    private static final int BUDGET = 5;

    @TempDir
    Path directory;

    @Test
    void exactlyWhatTheBudgetPaysForIsLetThrough_andNothingIsStrandedOrHidden() {
        PeerReport report;
        try (PeerBench bench = new PeerBench(new PeerOptions(40, BUDGET, 0, 1), directory, text -> {})) {
            report = bench.run();
        }

        Map<String, Row> rows = report.rows().stream().collect(Collectors.toMap(Row::name, Function.identity()));
        assertEquals(9, rows.size());
        report.rows().forEach(row -> assertTrue(row.holds(), row.toString()));
        assertEquals(BUDGET, row(rows, "exact").atOnce());
        assertEquals(BUDGET, row(rows, "fraction").letThrough());
        assertEquals(BUDGET, row(rows, "two-routers").letThrough());
        assertEquals(BUDGET, row(rows, "router-killed").letThrough());
        assertTrue(row(rows, "overbilled").excess() > 0, report.toString());
        assertTrue(row(rows, "worker-killed").letThrough() >= 1, report.toString());
    }

    private static Row row(Map<String, Row> rows, String name) {
        Row row = rows.get(name);
        assertTrue(row != null, name);
        return java.util.Objects.requireNonNull(row);
    }
}
