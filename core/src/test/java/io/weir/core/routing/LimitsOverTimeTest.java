package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Limits that time changes, alerts on the way to them, and budgets of labels, as the router books them. */
class LimitsOverTimeTest {

    private static final long DAY = Partition.DAY;
    private static final Limit DAILY = new Limit("day", Unit.REQUESTS, 3, new Window.CalendarDay(ZoneOffset.UTC), true);

    private static QueryDraft query(String id) {
        return QueryDraft.of("acme", id).floor(0);
    }

    private static QueryKey key(String id) {
        return new QueryKey("acme", id);
    }

    /** Entries of the last step, the seal of a day that has ended left out. */
    private static List<EntryKind> ledger(Partition partition) {
        return partition.ledger().stream()
                .filter(kind -> kind != EntryKind.SEALED)
                .toList();
    }

    private static List<Long> limits(Partition partition) {
        return partition.effects(Effect.LedgerAppended.class).stream()
                .map(Effect.LedgerAppended::entry)
                .filter(entry -> entry.kind() == EntryKind.LIMIT_SET)
                .map(entry -> entry.balances().get(0).limit())
                .toList();
    }

    @Test
    void aRollover_isSetBeforeTheFirstHoldOfItsPeriod_andOnlyThen() {
        Partition partition = Partition.withTiers().account("acme", DAILY.withRollover(1));
        partition.submit(query("q1")).at(DAY).submit(query("q2"));
        assertEquals(List.of(EntryKind.LIMIT_SET, EntryKind.HELD), ledger(partition));
        LedgerEntry set = partition.entry(EntryKind.LIMIT_SET);
        assertEquals("acme/day/limit_set/" + set.seq(), set.id());
        assertEquals("rolled over", set.reason());
        assertEquals(1, set.balances().get(0).rolledOver());
        assertEquals(set.seq() + 1, partition.entry(EntryKind.HELD).seq());
        assertEquals(4, partition.entry(EntryKind.HELD).balances().get(0).limit());
        assertEquals(List.of(EntryKind.HELD), ledger(partition.submit(query("q3"))));
    }

    /** Found by the simulation: each limit was asked alone, and the latest time was taken. */
    @Test
    void aTimeAtWhichAnotherLimitHasNoRoomAnyMore_isNotWhenItFits() {
        Limit requests = new Limit("requests", Unit.REQUESTS, 0, new Window.CalendarDay(ZoneOffset.UTC), true);
        Limit monthly = new Limit("month", Unit.REQUESTS, 1, new Window.CalendarMonth(ZoneOffset.UTC, 1), true);
        Partition partition = Partition.withTiers()
                .account("acme", requests.withIncrease(1, 3 * DAY), monthly)
                .submit(query("q1"));
        partition.submit(query("q2"));
        assertNull(Objects.requireNonNull(partition.result().refusal()).fitsAtMicros());
    }

    @Test
    void aRolloverThatIsTheSameAsBefore_needsNoEntry() {
        Partition partition = Partition.withTiers().account("acme", DAILY.withRollover(1));
        partition.at(DAY).submit(query("q1"));
        assertEquals(List.of(4L), limits(partition));
        assertEquals(List.of(EntryKind.HELD), ledger(partition.at(2 * DAY).submit(query("q2"))));
        assertEquals(4, partition.balance("acme", "day").limit());
    }

    @Test
    void anOpenHold_countsAsUsedWhenItsPeriodIsRolledOver_andSettlesInItsOwn() {
        Partition partition = Partition.withTiers().account("acme", DAILY.withRollover(3));
        partition.submit(query("q1")).submit(query("q2")).at(DAY).submit(query("q3"));
        assertEquals(List.of(4L), limits(partition));
        partition.answer(key("q1"), 1, Verdict.PASS);
        Balance posted = partition.entry(EntryKind.POSTED).balances().get(0);
        assertEquals(DAY, posted.period().endMicros());
        assertEquals(List.of(1L, 1L), List.of(posted.posted(), posted.held()));
        assertEquals(4, partition.balance("acme", "day").limit());
    }

    @Test
    void aQueryThatIsRefused_setsTheLimitThatRefusesIt() {
        Limit increased = Limits.of(Unit.REQUESTS, 0).withIncrease(5, 10 * Partition.SECOND);
        Partition partition = Partition.withTiers().account("acme", increased);
        assertEquals(
                "small",
                partition.at(10 * Partition.SECOND - 1).submit(query("q1")).sentTo());
        partition.at(10 * Partition.SECOND).submit(query("q2"));
        assertEquals(List.of(EntryKind.LIMIT_SET), ledger(partition));
        assertEquals("increase ended", partition.entry(EntryKind.LIMIT_SET).reason());
        Refusal refusal = Objects.requireNonNull(partition.result().refusal());
        assertEquals(-1, refusal.free());
        assertNull(refusal.fitsAtMicros());
        assertEquals(List.of(), ledger(partition.submit(query("q3"))));
    }

    @Test
    void aDeclaredChange_findsWhatTimeHasChanged_andIncreasesInTheirTime() {
        Partition partition = Partition.withTiers().account("acme", DAILY.withRollover(1));
        partition.at(DAY).account("acme", DAILY.withRollover(1), Limits.money(5));
        assertEquals(List.of(4L, 5L), limits(partition));
        partition.account("acme", DAILY.withRollover(1).withIncrease(7, DAY + 1), Limits.money(5));
        assertEquals(List.of(11L), limits(partition));
        partition.at(DAY + 1).account("acme", DAILY.withIncrease(7, DAY + 1), Limits.money(5));
        assertEquals(List.of(4L, 3L), limits(partition));
    }

    @Test
    void aClosedAccount_hasNoLimitLeft_andOneOpenedAgainNothingRolledOver() {
        Partition partition =
                Partition.withTiers().account("acme", DAILY.withRollover(1).withIncrease(5, 9 * DAY));
        partition.at(DAY).submit(query("q1"));
        assertEquals(List.of(9L), limits(partition));
        assertEquals(List.of(0L), limits(partition.closed("acme")));
        assertEquals(List.of(3L), limits(partition.account("acme", DAILY.withRollover(1))));
    }

    @Test
    void aRollingLimit_refuses_sayingWhenItFits_andFitsThen() {
        Limit minute = new Limit("rpm", Unit.REQUESTS, 1, Window.Rolling.MINUTE, true);
        Partition partition = Partition.withTiers().account("acme", minute).submit(query("q1"));
        partition.at(5 * Partition.SECOND).answer(key("q1"), 1, Verdict.PASS);
        Result refused = partition.submit(query("q2")).result();
        assertEquals(ResultStatus.REJECTED, refused.status());
        Refusal refusal = Objects.requireNonNull(refused.refusal());
        assertEquals("rolling_minute", refusal.window());
        assertEquals(65 * Partition.SECOND, refusal.fitsAtMicros());
        assertTrue(refused.reason().endsWith("asked 1, free 0, fits at 1970-01-01T00:01:05Z"), refused.reason());
        assertEquals(
                ResultStatus.REJECTED,
                partition
                        .at(65 * Partition.SECOND - 1)
                        .submit(query("q3"))
                        .result()
                        .status());
        assertEquals(
                "small", partition.at(65 * Partition.SECOND).submit(query("q4")).sentTo());
    }

    @Test
    void whatDoesNotFitTwoLimits_fitsWhenItFitsBoth() {
        Limit day = new Limit("day", Unit.REQUESTS, 1, new Window.CalendarDay(ZoneOffset.UTC), true);
        Limit minute = new Limit("rpm", Unit.REQUESTS, 1, Window.Rolling.MINUTE, true);
        Partition partition = Partition.withTiers().account("acme", minute, day).submit(query("q1"));
        partition.answer(key("q1"), 1, Verdict.PASS);
        assertEquals(
                DAY,
                Objects.requireNonNull(partition.submit(query("q2")).result().refusal())
                        .fitsAtMicros());
    }

    @Test
    void marks_raiseAnAlertEach_onceAPeriod_andTheBudgetItsOwn() {
        Partition partition = Partition.withTiers().account("acme", DAILY.withThresholds(30, 60));
        Effect.AlertRaised alert = partition.submit(query("q1")).the(Effect.AlertRaised.class);
        assertEquals("threshold_crossed", alert.kind());
        assertEquals("acme", alert.account());
        assertEquals("acme/q1/1/held/2/acme/day/threshold_crossed/30", alert.id());
        assertEquals("30", alert.details().get("percent"));
        assertEquals("1", alert.details().get("used"));
        assertEquals("3", alert.details().get("limit"));
        assertEquals(
                "account acme, limit day (calendar_day): 1 of 3 requests are used, 30 percent is reached",
                alert.summary());
        partition.cancel(key("q1"));
        assertEquals(List.of(), partition.submit(query("q2")).effects(Effect.AlertRaised.class));
        partition.submit(query("q3"));
        assertEquals("60", partition.the(Effect.AlertRaised.class).details().get("percent"));
        partition.submit(query("q4"));
        assertEquals("budget_crossed", partition.the(Effect.AlertRaised.class).kind());
        assertEquals(
                1,
                partition
                        .at(DAY)
                        .submit(query("q5"))
                        .effects(Effect.AlertRaised.class)
                        .size());
    }

    @Test
    void closingAnAccount_raisesNoAlert() {
        Partition partition = Partition.withTiers().account("acme", DAILY).submit(query("q1"));
        assertEquals(List.of(), partition.closed("acme").effects(Effect.AlertRaised.class));
    }

    @Test
    void aLabelsBudget_isHeldInToo_andRefusesLikeAnAncestor() {
        Partition partition = Partition.withTiers()
                .account("acme", Limits.of(Unit.REQUESTS, 9))
                .account("acme/ops")
                .account("acme/#team=search", Limits.of(Unit.REQUESTS, 1))
                .account("acme/#team=other", Limits.of(Unit.REQUESTS, 0));
        partition.submit(query("q1").account("acme/ops"));
        assertEquals(
                List.of("acme", "acme/#team=search"),
                partition.entry(EntryKind.HELD).balances().stream()
                        .map(Balance::account)
                        .toList());
        Refusal refusal = Objects.requireNonNull(
                partition.submit(query("q2").account("acme/ops")).result().refusal());
        assertEquals("acme/#team=search", refusal.account());
        partition.answer(key("q1"), 1, Verdict.PASS);
        assertEquals(1, partition.balance("acme/#team=search", "requests").posted());
        assertEquals("acme", partition.entry(EntryKind.POSTED).ledgerKey());
    }

    @Test
    void aLabelsBudgetThatIsClosed_refuses_untilItIsDeclaredAgain() {
        Partition partition = Partition.withAccount()
                .account("acme/#team=search", Limits.of(Unit.REQUESTS, 5))
                .closed("acme/#team=search");
        Refusal refusal =
                Objects.requireNonNull(partition.submit(query("q1")).result().refusal());
        assertEquals("unknown_account", refusal.code());
        assertEquals("acme/#team=search", refusal.value());
        assertEquals(
                "small",
                partition.account("acme/#team=search").submit(query("q2")).sentTo());
    }
}
