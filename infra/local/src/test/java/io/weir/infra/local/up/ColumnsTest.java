package io.weir.infra.local.up;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ColumnsTest {

    @Test
    void textStandsToTheLeft_figuresToTheRight() {
        String table = Columns.of(
                List.of(List.of("task", "passes"), List.of("add1", "7"), List.of("sentiment", "120")));

        assertEquals("task       passes\nadd1            7\nsentiment     120\n", table);
    }

    @Test
    void aColumnWithOneWordIsText() {
        String table = Columns.of(List.of(List.of("n", "x"), List.of("10", "7"), List.of("all", "8")));

        assertEquals("n    x\n10   7\nall  8\n", table);
    }

    @Test
    void withoutRowsThereIsTheHead() {
        assertEquals("task  tier\n", Columns.of(List.of(List.of("task", "tier"))));
    }
}
