package io.weir.infra.local.check;

import static io.weir.infra.local.check.AcmeLog.money;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.weir.schemas.Topics;
import io.weir.v1.Amounts;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.LimitTerms;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** I1 by window: rolling sums, calendar periods, rollover and increases, each true and falsified. */
final class WindowCheckTest extends CheckedLog {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");
    private static final Instant MIDNIGHT = Instant.parse("2026-11-25T00:00:00Z");
    private static final Instant NEXT = Instant.parse("2026-11-26T00:00:00Z");

    @BeforeEach
    void empty() {
        acme.of(Topics.LEDGER).clear();
    }

    /** A limit of 100 nano-dollars at acme in the 60 buckets that end {@code second} + 1 seconds after noon. */
    private static Balance minute(long second, long held, long posted, long excess, long bucketPosted) {
        return Balance.newBuilder(AcmeLog.balance("acme", 100, held, posted, excess))
                .setWindow("rolling_minute")
                .setPeriodStart(NOON.plusSeconds(second - 59))
                .setPeriodEnd(NOON.plusSeconds(second + 1))
                .setBucketPosted(bucketPosted)
                .build();
    }

    private LedgerEntry at(Instant at, String kind, int attempt, Amounts amounts, Amounts released, Balance balance) {
        LedgerEntry entry = acme.entry(kind, attempt, amounts, released, balance);
        entry.setAt(at);
        return entry;
    }

    private LedgerEntry at(long second, String kind, int attempt, long amount, long released, Balance balance) {
        Amounts returned = released == 0 ? null : money(released);
        return at(NOON.plusSeconds(second).plusMillis(999), kind, attempt, money(amount), returned, balance);
    }

    private void minuteLog() {
        at(0, "limit_set", 0, 0, 0, minute(0, 0, 0, 0, 0));
        at(0, "held", 1, 60, 0, minute(0, 60, 0, 0, 0));
        at(3, "posted", 1, 40, 60, minute(3, 0, 40, 0, 40));
    }

    @Test
    void whatIsPostedCountsUntilItsBucketFallsOut() {
        minuteLog();
        at(62, "held", 2, 60, 0, minute(62, 60, 40, 0, 0));
        at(63, "held", 3, 40, 0, minute(63, 100, 0, 0, 0));

        assertClean();
    }

    @Test
    void aHoldAboveARollingLimitIsFound() {
        minuteLog();
        at(62, "held", 2, 61, 0, minute(62, 61, 40, 0, 0));

        assertFound("I1", ledger(3), "within its hard limit of 100 money, found 101");
    }

    @Test
    void aBucketThatFellOutTooEarlyIsFound() {
        minuteLog();
        at(62, "held", 2, 100, 0, minute(62, 100, 0, 0, 0));

        assertFound("I1", ledger(3), "to state held 100, posted 40");
    }

    @Test
    void openHoldsCountHoweverOld() {
        at(0, "limit_set", 0, 0, 0, minute(0, 0, 0, 0, 0));
        at(0, "held", 1, 60, 0, minute(0, 60, 0, 0, 0));
        at(600, "held", 2, 41, 0, minute(600, 101, 0, 0, 0));

        assertFound("I1", ledger(2), "within its hard limit of 100 money, found 101");
    }

    @Test
    void aPeriodOrBucketThatIsNotTheEntrysIsFound() {
        minuteLog();
        acme.entry(2).getBalances().get(0).setBucketPosted(0);

        assertFound("I1", ledger(2), "60 buckets to 2026-11-24T12:00:04Z, the last with posted 40");
    }

    /** A limit by the day in UTC whose period begins at one midnight and ends at the next. */
    private static Balance day(Instant start, LimitTerms terms, long held, long posted) {
        long limit = terms.getDeclared() + terms.getRolledOver() + terms.getIncrease();
        return Balance.newBuilder(AcmeLog.balance("acme", limit, held, posted, 0))
                .setWindow("calendar_day")
                .setPeriodStart(start)
                .setPeriodEnd(start.plusSeconds(86_400))
                .setTerms(terms)
                .build();
    }

    private static LimitTerms terms(long rolledOver, long increase, Instant until) {
        return new LimitTerms(100L, rolledOver, increase, until, 30L, List.of(), "UTC", 0);
    }

    private void yesterday() {
        Instant start = MIDNIGHT.minusSeconds(86_400);
        at(NOON, "limit_set", 0, money(0), null, day(start, terms(0, 0, null), 0, 0));
        at(NOON, "held", 1, money(90), null, day(start, terms(0, 0, null), 90, 0));
        at(MIDNIGHT, "posted", 1, money(60), money(90), day(start, terms(0, 0, null), 0, 60));
    }

    @Test
    void theUnusedIsRolledOver_upToItsBound() {
        yesterday();
        at(MIDNIGHT, "limit_set", 0, money(0), null, day(MIDNIGHT, terms(30, 0, null), 0, 0));
        at(MIDNIGHT, "held", 2, money(130), null, day(MIDNIGHT, terms(30, 0, null), 130, 0));

        assertClean();
    }

    @Test
    void moreRolledOverThanWasUnusedIsFound() {
        yesterday();
        acme.entry(2).getAmounts().setMoneyNanodollars(75);
        acme.entry(2).getBalances().get(0).setPosted(75L);
        at(MIDNIGHT, "limit_set", 0, money(0), null, day(MIDNIGHT, terms(26, 0, null), 0, 0));

        assertFound("I1", ledger(3), "with 25 rolled over, at most 30, found 26");
    }

    @Test
    void aHoldInANewPeriodWithoutItsRolloverIsFound() {
        yesterday();
        at(MIDNIGHT, "held", 2, money(90), null, day(MIDNIGHT, terms(0, 0, null), 90, 0));

        assertFound("I1", ledger(3), "with 30 rolled over");
    }

    @Test
    void aPeriodThatNobodyTouchedIsRolledOverInFull() {
        yesterday();
        acme.entry(2).getAmounts().setMoneyNanodollars(90);
        acme.entry(2).getBalances().get(0).setPosted(90L);
        at(NEXT, "limit_set", 0, money(0), null, day(NEXT, terms(30, 0, null), 0, 0));

        assertClean();
    }

    @Test
    void aLimitThatItsTermsDoNotMakeIsFound() {
        yesterday();
        acme.entry(0).getBalances().get(0).setLimit(101L);

        assertFound("I1", ledger(0), "to set the limit that its terms make, 100, found 101");
    }

    @Test
    void aHoldUnderAnIncreaseThatHasEndedIsFound() {
        Instant until = NOON.plusSeconds(5);
        Instant start = MIDNIGHT.minusSeconds(86_400);
        at(NOON, "limit_set", 0, money(0), null, day(start, terms(0, 50, until), 0, 0));
        at(until.minusNanos(1_000), "held", 1, money(100), null, day(start, terms(0, 50, until), 100, 0));
        assertClean();
        at(until, "held", 2, money(50), null, day(start, terms(0, 50, until), 150, 0));

        assertFound("I1", ledger(2), "no increase of acme#1 limit all after its end at " + until);
    }

    @Test
    void aPeriodThatIsNotTheCalendarsIsFound() {
        Balance shifted = day(MIDNIGHT.minusSeconds(43_200), terms(0, 0, null), 0, 0);
        at(NOON, "limit_set", 0, money(0), null, shifted);

        assertFound("I1", ledger(0), "the calendar_day of acme#1 limit all from 2026-11-24T00:00:00Z");
    }

    private void assertClean() {
        assertFalse(violations(false).containsKey("I1"), violations(false).toString());
    }
}
