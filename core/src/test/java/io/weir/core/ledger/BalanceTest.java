package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class BalanceTest {

    private static final Limit LIMIT = new Limit("money", Unit.MONEY, 100, new Window.Lifetime(), true);
    private static final Balance EMPTY = Balance.opening("acme", 1, LIMIT, 0);

    private static Amounts money(long amount) {
        return new Amounts(amount, 7, 8, 9);
    }

    @Test
    void anOpeningBalance_isFreeInFull() {
        assertEquals(100, EMPTY.free());
        assertEquals(new HoldLine("acme", 1, "money", Period.LIFETIME), EMPTY.line());
    }

    @Test
    void aHoldFits_upToWhatIsFree() {
        assertTrue(EMPTY.fits(money(100)));
        assertFalse(EMPTY.fits(money(101)));
        Balance used = EMPTY.plusHeld(money(30)).plusExcess(money(10)).settle(money(10), money(5));
        assertEquals(20, used.held());
        assertEquals(5, used.posted());
        assertEquals(10, used.excess());
        assertEquals(65, used.free());
        assertTrue(used.fits(money(65)));
        assertFalse(used.fits(money(66)));
    }

    @Test
    void heldToPosted_returnsTheRemainder() {
        Balance settled = EMPTY.plusHeld(money(30)).settle(money(30), money(12));
        assertEquals(0, settled.held());
        assertEquals(12, settled.posted());
        assertEquals(88, settled.free());
    }

    @Test
    void heldToVoided_returnsAll() {
        assertEquals(EMPTY, EMPTY.plusHeld(money(30)).settle(money(30), Amounts.ZERO));
    }

    @Test
    void whatIsAdjusted_countsAsUsed_andFreesWhereItIsGivenBack() {
        Balance used = EMPTY.plusHeld(money(30)).settle(money(30), money(12));
        Balance charged = used.plusAdjusted(money(80));
        assertEquals(80, charged.adjusted());
        assertEquals(12, charged.posted());
        assertEquals(8, charged.free());
        assertTrue(charged.fits(money(8)));
        assertFalse(charged.fits(money(9)));
        assertEquals(-2, charged.plusAdjusted(money(10)).free());
        Balance credited = used.plusAdjusted(money(-20));
        assertEquals(-20, credited.adjusted());
        assertEquals(108, credited.free());
        assertEquals(88, credited.plusAdjusted(money(20)).free());
        assertThrows(ArithmeticException.class, () -> charged.plusAdjusted(money(Long.MAX_VALUE - 100))
                .plusAdjusted(money(100)));
    }

    @Test
    void aRollingBalance_isNotAdjusted() {
        Balance rolling =
                Balance.opening("acme", 1, new Limit("minute", Unit.MONEY, 100, Window.Rolling.MINUTE, true), 0);
        assertThrows(IllegalStateException.class, () -> rolling.plusAdjusted(money(1)));
    }

    @Test
    void releasingMoreThanIsHeld_stops() {
        Balance held = EMPTY.plusHeld(money(30));
        IllegalStateException broken =
                assertThrows(IllegalStateException.class, () -> held.settle(money(31), Amounts.ZERO));
        assertTrue(broken.getMessage().contains("-1"));
    }

    @Test
    void anExcess_mayMakeFreeNegative() {
        assertEquals(-20, EMPTY.plusExcess(money(120)).free());
        assertFalse(EMPTY.plusExcess(money(120)).fits(Amounts.ZERO));
    }

    @Test
    void aSoftLimit_neverRefuses() {
        Balance soft = EMPTY.withLimit(new Limit("money", Unit.MONEY, 0, new Window.Lifetime(), false), 0);
        assertTrue(soft.fits(money(5)));
        assertFalse(soft.hard());
    }

    @Test
    void aRemovedLimit_bindsNoMore() {
        Balance removed = EMPTY.plusHeld(money(30)).withLimit(LIMIT.withAmount(Limit.REMOVED), 0);
        assertEquals(Long.MAX_VALUE, removed.free());
        assertEquals(30, removed.held());
    }

    @Test
    void aChangedLimit_keepsTheSums() {
        Balance changed = EMPTY.plusHeld(money(30)).withLimit(LIMIT.withAmount(20), 0);
        assertEquals(-10, changed.free());
        assertEquals(20, changed.limit());
    }

    @Test
    void eachUnit_countsItsOwnAmount() {
        Amounts amounts = new Amounts(1, 2, 3, 4);
        List<Unit> units = List.of(Unit.MONEY, Unit.TOKENS, Unit.ENERGY, Unit.REQUESTS);
        for (int i = 0; i < units.size(); i++) {
            Limit limit = new Limit("x", units.get(i), 100, new Window.Lifetime(), true);
            assertEquals(
                    i + 1,
                    Balance.opening("acme", 1, limit, 0).plusHeld(amounts).held());
        }
    }

    @Test
    void sumsBeyondALong_throw() {
        Balance full = EMPTY.plusHeld(money(Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, () -> full.plusHeld(money(1)));
        Balance excess = EMPTY.plusExcess(money(Long.MAX_VALUE));
        assertThrows(ArithmeticException.class, () -> excess.plusExcess(money(1)));
        Balance posted = EMPTY.plusHeld(money(2)).settle(money(1), money(Long.MAX_VALUE - 1));
        assertThrows(ArithmeticException.class, () -> posted.settle(money(1), money(2)));
    }

    @Test
    void aLimit_hasAnIdAndNoNegativeAmount() {
        assertEquals(0, LIMIT.withAmount(0).amount());
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withAmount(-1));
        assertThrows(IllegalArgumentException.class, () -> new Limit("", Unit.MONEY, 1, new Window.Lifetime(), true));
    }
}
