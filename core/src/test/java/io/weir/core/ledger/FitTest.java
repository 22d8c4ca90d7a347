package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** When an amount fits at the earliest, by the passing of time alone. */
class FitTest {

    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final Window UTC_DAY = new Window.CalendarDay(ZoneOffset.UTC);

    private static Amounts requests(long count) {
        return new Amounts(0, 0, 0, count);
    }

    private static Balance balance(Window window, long amount) {
        return Balance.opening("acme", 1, new Limit("l", Unit.REQUESTS, amount, window, true), 0);
    }

    @Test
    void whatFits_fitsNow() {
        assertEquals(7, balance(UTC_DAY, 10).fitsAt(10, 7));
        Balance soft = Balance.opening("acme", 1, new Limit("l", Unit.REQUESTS, 1, UTC_DAY, false), 0);
        assertEquals(7, soft.fitsAt(10, 7));
    }

    @Test
    void aLifetime_neverHasRoomAgain() {
        Balance full = balance(new Window.Lifetime(), 10).plusHeld(requests(10));
        assertEquals(Fit.NEVER, full.fitsAt(1, 0));
    }

    @Test
    void aCalendarLimit_hasRoomInItsNextPeriod_orNever() {
        Balance full = balance(UTC_DAY, 10).plusHeld(requests(10));
        assertEquals(DAY, full.fitsAt(1, 5));
        assertEquals(DAY, full.fitsAt(10, 5));
        assertEquals(Fit.NEVER, full.fitsAt(11, 5));
    }

    @Test
    void aRollover_mayMakeRoomPeriodsLater() {
        Limit limit = new Limit("l", Unit.REQUESTS, 10, UTC_DAY, true).withRollover(25);
        Balance full = Balance.opening("acme", 1, limit, 0).plusHeld(requests(6));
        assertEquals(DAY, full.fitsAt(14, 0));
        assertEquals(2 * DAY, full.fitsAt(15, 0));
        assertEquals(2 * DAY, full.fitsAt(24, 0));
        assertEquals(3 * DAY, full.fitsAt(34, 0));
        assertEquals(4 * DAY, full.fitsAt(35, 0));
        assertEquals(Fit.NEVER, full.fitsAt(36, 0));
    }

    @Test
    void anIncrease_makesRoomOnlyWhileItLasts() {
        Limit limit = new Limit("l", Unit.REQUESTS, 10, UTC_DAY, true).withIncrease(5, DAY + 1);
        Balance full = Balance.opening("acme", 1, limit, 0).plusHeld(requests(15));
        assertEquals(DAY, full.fitsAt(15, 0));
        assertEquals(Fit.NEVER, full.fitsAt(16, 0));
        Balance shorter =
                Balance.opening("acme", 1, limit.withIncrease(5, DAY), 0).plusHeld(requests(15));
        assertEquals(Fit.NEVER, shorter.fitsAt(15, 0));
        assertEquals(DAY, shorter.fitsAt(10, 0));
    }

    @Test
    void aRollingLimit_hasRoomAsItsBucketsFallOut_openHoldsStay() {
        Balance used = balance(Window.Rolling.MINUTE, 10)
                .plusHeld(requests(9))
                .settle(requests(4), requests(4))
                .at(7 * SECOND)
                .settle(requests(3), requests(3))
                .plusExcess(requests(1));
        assertEquals(2, used.held());
        assertEquals(7 * SECOND, used.fitsAt(0, 7 * SECOND));
        assertEquals(60 * SECOND, used.fitsAt(1, 7 * SECOND));
        assertEquals(60 * SECOND, used.fitsAt(4, 7 * SECOND));
        assertEquals(67 * SECOND, used.fitsAt(5, 7 * SECOND));
        assertEquals(67 * SECOND, used.fitsAt(8, 7 * SECOND));
        assertEquals(Fit.NEVER, used.fitsAt(9, 7 * SECOND));
    }

    @Test
    void aRollingIncrease_thatEndsBeforeTheBucketsFallOut_isNotCountedOn() {
        Limit limit = new Limit("l", Unit.REQUESTS, 10, Window.Rolling.MINUTE, true).withIncrease(5, 60 * SECOND);
        Balance full =
                Balance.opening("acme", 1, limit, 0).plusHeld(requests(15)).settle(requests(15), requests(15));
        assertEquals(60 * SECOND, full.fitsAt(10, 0));
        assertEquals(Fit.NEVER, full.fitsAt(11, 0));
    }
}
