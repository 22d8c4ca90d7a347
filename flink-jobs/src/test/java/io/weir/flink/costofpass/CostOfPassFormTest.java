package io.weir.flink.costofpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.flink.Given;
import io.weir.flink.Slice;
import io.weir.v1.Aggregate;
import io.weir.v1.Coordinates;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CostOfPassFormTest {
    private static final Slice SLICE = new Slice("add2", "small");

    private final CostOfPassForm form = new CostOfPassForm();
    private final Cell cell =
            Cell.EMPTY.fold(Given.outcome().verdict("pass").from(2, 9).event());

    @Test
    void aMinuteSaysWhereItStartsAndEnds() {
        Aggregate aggregate = form.value(CellUpsert.minute(SLICE, Given.START, cell));
        assertEquals("cost-of-pass", aggregate.getKind());
        assertEquals("1m", aggregate.getWindow());
        assertEquals(Instant.parse("2023-11-14T22:14:00Z"), aggregate.getWindowStart());
        assertEquals(Instant.parse("2023-11-14T22:15:00Z"), aggregate.getWindowEnd());
        assertEquals(Map.of("task", "add2", "tier", "small"), aggregate.getSlice());
        assertEquals(cell.tally().counts(), aggregate.getCounts());
        assertEquals(700.0, aggregate.getValues().get("cost_of_pass_nanodollars"));
        assertEquals(List.of(new Coordinates("weir.outcomes.v1", 2, 10L)), aggregate.getCovers());
        assertEquals(1, aggregate.getRevision());
        assertEquals(Instant.parse("2023-11-14T22:14:00Z"), aggregate.getAt());
    }

    @Test
    void theCumulativeHasNoBounds() {
        Aggregate aggregate = form.value(CellUpsert.cumulative(SLICE, cell));
        assertEquals("cumulative", aggregate.getWindow());
        assertNull(aggregate.getWindowStart());
        assertNull(aggregate.getWindowEnd());
    }

    @Test
    void keysAreSliceAndWindow() {
        assertEquals(
                "task=add2&tier=small&window=1m&start=1700000040000000",
                form.key(CellUpsert.minute(SLICE, Given.START, cell)));
        assertEquals("task=add2&tier=small&window=cumulative", form.key(CellUpsert.cumulative(SLICE, cell)));
    }

    @Test
    void namesThatLookLikeAKeyDoNotShareOne() {
        Slice odd = new Slice("add2&tier=small", "x");
        Slice other = new Slice("add2", "small&tier=x");
        assertNotEquals(form.key(CellUpsert.cumulative(odd, cell)), form.key(CellUpsert.cumulative(other, cell)));
    }
}
