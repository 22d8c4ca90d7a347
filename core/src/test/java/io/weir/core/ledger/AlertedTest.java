package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Thresholds and the budget itself: reached once a period each. */
class AlertedTest {

    private static final long SECOND = 1_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final Window UTC_DAY = new Window.CalendarDay(ZoneOffset.UTC);
    private static final Limit LIMIT = new Limit("l", Unit.REQUESTS, 10, UTC_DAY, false).withThresholds(50, 80, 150);

    private static Amounts requests(long count) {
        return new Amounts(0, 0, 0, count);
    }

    private static List<Integer> reached(Balance before, Balance after) {
        return after.alerted().thresholdsSince(before.alerted(), after.declared());
    }

    @Test
    void aThreshold_isReachedByTheUnitThatReachesIt() {
        Balance four = Balance.opening("acme", 1, LIMIT, 0).plusHeld(requests(4));
        assertEquals(Alerted.NONE, four.alerted());
        Balance five = four.plusHeld(requests(1));
        assertEquals(List.of(50), reached(four, five));
        assertFalse(five.alerted().budgetCrossedSince(four.alerted()));
        Balance fifteen = five.plusHeld(requests(10));
        assertEquals(List.of(80, 150), reached(five, fifteen));
        assertTrue(fifteen.alerted().budgetCrossedSince(five.alerted()));
    }

    @Test
    void theBudget_isCrossedWhereItIsReached_withoutAnyThreshold() {
        Limit plain = new Limit("l", Unit.REQUESTS, 10, UTC_DAY, true);
        Balance nine = Balance.opening("acme", 1, plain, 0).plusHeld(requests(9));
        Balance ten = nine.plusExcess(requests(1));
        assertFalse(nine.alerted().budgetCrossedSince(Alerted.NONE));
        assertTrue(ten.alerted().budgetCrossedSince(nine.alerted()));
        assertEquals(List.of(), reached(nine, ten));
    }

    @Test
    void eachIsReachedOnceAPeriod_howeverOftenItIsCrossed() {
        Balance five = Balance.opening("acme", 1, LIMIT, 0).plusHeld(requests(5));
        Balance again = five.settle(requests(5), requests(0)).plusHeld(requests(6));
        assertEquals(List.of(), reached(five, again));
        assertSame(five.alerted(), again.alerted());
        Balance tomorrow = again.at(DAY);
        assertEquals(Alerted.NONE, tomorrow.alerted());
        assertEquals(List.of(50), reached(tomorrow, tomorrow.plusHeld(requests(5))));
    }

    @Test
    void aLoweredLimit_mayReachThem() {
        Balance four = Balance.opening("acme", 1, LIMIT, 0).plusHeld(requests(4));
        Balance lowered =
                four.withLimit(new Limit("l", Unit.REQUESTS, 5, UTC_DAY, false).withThresholds(50, 80, 150), 0);
        assertEquals(List.of(50, 80), reached(four, lowered));
        Balance unused = Balance.opening("acme", 1, LIMIT, 0).withLimit(LIMIT.withAmount(0), 0);
        assertEquals(Alerted.NONE, unused.alerted());
        Balance removed = four.withLimit(LIMIT.withAmount(Limit.REMOVED), 0);
        assertEquals(Alerted.NONE, removed.alerted());
    }

    @Test
    void aRollingWindow_reachesThemAgainOnlyWhenSixtyBucketsHavePassed_andItWasLeftInBetween() {
        Limit minute = new Limit("l", Unit.REQUESTS, 10, Window.Rolling.MINUTE, false).withThresholds(50);
        Balance five = Balance.opening("acme", 1, minute, 0).plusHeld(requests(5));
        assertEquals(50, five.alerted().percent());
        Balance left = five.settle(requests(5), requests(0));
        Balance soon = left.at(59 * SECOND).plusHeld(requests(5));
        assertEquals(50, left.at(59 * SECOND).alerted().percent());
        assertEquals(List.of(), reached(left.at(59 * SECOND), soon));
        Balance later = left.at(60 * SECOND);
        assertEquals(List.of(50), reached(later, later.plusHeld(requests(5))));
        Balance steady = five.at(60 * SECOND);
        assertEquals(List.of(), reached(steady, steady.plusHeld(requests(1))));
    }

    @Test
    void aShare_isRoundedUp_andDoesNotOverflow() {
        assertEquals(1, Alerted.share(1, 1));
        assertEquals(50, Alerted.share(100, 50));
        assertEquals(51, Alerted.share(101, 50));
        assertEquals(1_010, Alerted.share(101, 1_000));
        assertEquals(0, Alerted.share(0, 50));
        assertEquals(Long.MAX_VALUE / 2, Alerted.share(Long.MAX_VALUE / 2, 100));
        assertEquals(Long.MAX_VALUE, Alerted.share(Long.MAX_VALUE - 1, 1_000));
    }

    @Test
    void thresholds_ascendFromOneToAThousandPercent() {
        assertEquals(List.of(1, 1_000), LIMIT.withThresholds(1, 1_000).thresholds());
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withThresholds(0));
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withThresholds(1_001));
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withThresholds(50, 50));
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withThresholds(80, 50));
    }

    @Test
    void aLimitsTerms_areNotNegative_andTheirSumIsALong() {
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withRollover(-1));
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withIncrease(-1, 5));
        assertThrows(IllegalArgumentException.class, () -> LIMIT.withIncrease(Long.MAX_VALUE - 10, 5));
        assertEquals(
                Long.MAX_VALUE - 11, LIMIT.withIncrease(Long.MAX_VALUE - 11, 5).increase());
    }
}
