package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class AmountsTest {

    private static final Amounts SMALL = new Amounts(1, 2, 3, 4);
    private static final Amounts MIXED = new Amounts(5, 1, 9, 4);

    @Test
    void sums_areUnitByUnit() {
        assertEquals(new Amounts(6, 3, 12, 8), SMALL.plus(MIXED));
        assertEquals(SMALL, SMALL.plus(Amounts.ZERO));
    }

    @Test
    void aSumBeyondALong_throws_inEachUnit() {
        Amounts[] full = {
            new Amounts(Long.MAX_VALUE, 0, 0, 0),
            new Amounts(0, Long.MAX_VALUE, 0, 0),
            new Amounts(0, 0, Long.MAX_VALUE, 0),
            new Amounts(0, 0, 0, Long.MAX_VALUE)
        };
        for (Amounts amounts : full) {
            assertThrows(ArithmeticException.class, () -> amounts.plus(SMALL));
        }
    }

    @Test
    void theLesserAndWhatIsAbove_addUpToTheWhole() {
        assertEquals(new Amounts(1, 1, 3, 4), SMALL.min(MIXED));
        assertEquals(new Amounts(4, 0, 6, 0), MIXED.above(SMALL));
        assertEquals(MIXED, MIXED.min(SMALL).plus(MIXED.above(SMALL)));
    }

    @Test
    void zero_isZeroInEveryUnit() {
        assertTrue(Amounts.ZERO.isZero());
        assertFalse(new Amounts(1, 0, 0, 0).isZero());
        assertFalse(new Amounts(0, 1, 0, 0).isZero());
        assertFalse(new Amounts(0, 0, 1, 0).isZero());
        assertFalse(new Amounts(0, 0, 0, 1).isZero());
    }

    @Test
    void units_areFoundByTheirNamesOnTheWire() {
        for (Unit unit : Unit.values()) {
            assertEquals(Optional.of(unit), Unit.of(unit.wireName()));
        }
        assertEquals(Optional.empty(), Unit.of("MONEY"));
        assertEquals("limit_set", EntryKind.LIMIT_SET.wireName());
    }
}
