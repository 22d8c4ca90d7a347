package io.weir.streams.views;

import static io.weir.streams.Samples.amounts;
import static io.weir.streams.Samples.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class LedgerTotalsTest {
    private static final Quantities HOLD = new Quantities(900, 90, 0, 1);

    private final LedgerTotals held = LedgerTotals.ZERO.plus(entry("acme", "q", "held", amounts(900, 90), null));

    @Test
    void held_opensAHold() {
        assertEquals(new LedgerTotals(HOLD, Quantities.ZERO, Quantities.ZERO, Quantities.ZERO), held);
    }

    @Test
    void heldToPosted_keepsWhatWasUsedAndReturnsTheRemainder() {
        LedgerTotals posted = held.plus(entry("acme", "q", "posted", amounts(400, 30), amounts(900, 90)));

        assertEquals(
                new LedgerTotals(Quantities.ZERO, new Quantities(400, 30, 0, 1), Quantities.ZERO, Quantities.ZERO),
                posted);
    }

    @Test
    void heldToVoidedOrExpired_returnsAll() {
        assertEquals(LedgerTotals.ZERO, held.plus(entry("acme", "q", "voided", null, amounts(900, 90))));
        assertEquals(LedgerTotals.ZERO, held.plus(entry("acme", "q", "expired", null, amounts(900, 90))));
    }

    @Test
    void excess_isKeptApartFromPostedAndLeavesHoldsAlone() {
        LedgerTotals after = held.plus(entry("acme", "q", "excess", amounts(50, 5), null));

        assertEquals(new LedgerTotals(HOLD, Quantities.ZERO, new Quantities(50, 5, 0, 1), Quantities.ZERO), after);
    }

    @Test
    void limitSet_movesNothing() {
        assertEquals(held, held.plus(entry("acme", null, "limit_set", null, null)));
    }

    @Test
    void aSumOutOfRange_throwsRatherThanWraps() {
        LedgerTotals full = LedgerTotals.ZERO.plus(entry("acme", "q", "posted", amounts(Long.MAX_VALUE, 0), null));

        assertThrows(ArithmeticException.class, () -> full.plus(entry("acme", "q", "posted", amounts(1, 0), null)));
    }

    @Test
    void whatIsAdjustedOrCredited_isKeptApart_andMayBeNegative() {
        LedgerTotals after = held.plus(entry("acme", "q", "adjusted", amounts(7, 0), null))
                .plus(entry("acme", "q", "credited", amounts(-30, 0), null))
                .plus(entry("acme", "q", "committed", amounts(1_000, 0), null));
        assertEquals(-23, after.adjusted().moneyNanodollars());
        assertEquals(HOLD, after.held());
        assertEquals(Quantities.ZERO, after.posted());
    }
}
