package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class GrantsTest {

    private static final long SECOND = Partition.SECOND;
    private static final Limit MONTH =
            new Limit("month", Unit.MONEY, 1_000, new Window.CalendarMonth(ZoneOffset.UTC, 1), true);
    private static final Limit MINUTE = new Limit("minute", Unit.MONEY, 1_000, Window.Rolling.MINUTE, true);
    private static final Limit TOKENS = new Limit("tokens", Unit.TOKENS, 1_000, new Window.Lifetime(), true);

    private static Partition partition(Limit... limits) {
        return Partition.withTiers().account("acme", limits);
    }

    private static Input credit(String id, long amount, String limitId) {
        return credit(id, amount, limitId, SECOND);
    }

    private static Input credit(String id, long amount, String limitId, long now) {
        return new Input.Granted(new Grant(
                id, "acme", Grant.Kind.CREDIT, Unit.MONEY, amount, limitId, Period.LIFETIME, now, amount, "goodwill"));
    }

    private static Grant commitment(String id, long amount, long start, long end) {
        return new Grant(
                id,
                "acme",
                Grant.Kind.COMMITMENT,
                Unit.MONEY,
                amount,
                "",
                new Period(start, end),
                SECOND,
                amount,
                "prepaid");
    }

    private static String refused(Partition partition) {
        return partition.the(Effect.Refused.class).code();
    }

    @Test
    void aCredit_isAnAmountBelowZero_andRaisesWhatIsFree() {
        Partition partition = partition(Limits.money(1_000), MONTH, TOKENS).send(credit("c1", 300, ""));
        LedgerEntry entry = partition.entry(EntryKind.CREDITED);
        assertEquals(new Amounts(-300, 0, 0, 0), entry.amounts());
        assertEquals("acme/credited/c1/" + entry.seq(), entry.id());
        assertEquals("goodwill", entry.reason());
        assertEquals("", entry.queryId());
        assertEquals(2, entry.balances().size(), "not of another unit");
        assertEquals(-300, partition.balance("acme", "money").adjusted());
        assertEquals(1_300, partition.balance("acme", "money").free());
        assertEquals(1_300, partition.balance("acme", "month").free());
    }

    @Test
    void aCredit_letsThroughWhatDidNotFit() {
        Partition partition = partition(Limits.money(Partition.SMALL_HOLD - 1));
        assertEquals(
                ResultStatus.REJECTED,
                partition.submit(QueryDraft.of("acme", "q1")).result().status());
        partition.send(credit("c1", 1, "")).submit(QueryDraft.of("acme", "q2"));
        assertEquals("small", partition.sentTo());
        assertEquals(0, partition.balance("acme", "money").free());
    }

    @Test
    void aCredit_goesToTheLimitThatItNames() {
        Partition partition = partition(Limits.money(1_000), MONTH).send(credit("c1", 300, "month"));
        assertEquals(1, partition.entry(EntryKind.CREDITED).balances().size());
        assertEquals(1_300, partition.balance("acme", "month").free());
        assertEquals(1_000, partition.balance("acme", "money").free());
    }

    @Test
    void aCredit_endsWithItsPeriod() {
        Partition partition = partition(MONTH).send(credit("c1", 300, ""));
        partition.at(40 * Partition.DAY).send(credit("c2", 5, "", 40 * Partition.DAY));
        assertEquals(1_005, partition.balance("acme", "month").free());
    }

    @Test
    void aCreditThatIsRefused_changesNoLimitThatTimeWouldChange() {
        Partition partition = partition(MINUTE, Limits.money(1_000).withIncrease(5, Partition.DAY))
                .at(2 * Partition.DAY);
        partition.send(credit("c1", 300, "minute", 2 * Partition.DAY));
        assertEquals("no_limit", refused(partition));
        assertEquals(List.of(), partition.effects(Effect.LedgerAppended.class));
    }

    @Test
    void aRollingLimit_cannotBeCredited() {
        Partition partition = partition(MINUTE).send(credit("c1", 300, ""));
        assertEquals("no_limit", refused(partition));
        partition.send(credit("c2", 300, "minute"));
        assertEquals("no_limit", refused(partition));
        partition.send(credit("c3", 300, "no such"));
        assertEquals("no_limit", refused(partition));
    }

    @Test
    void aGrant_isBookedOnce_andAnotherUnderItsIdIsRefused() {
        Partition partition = partition(Limits.money(1_000)).send(credit("c1", 300, ""));
        assertEquals(List.of(), partition.send(credit("c1", 300, "")).effects());
        assertEquals("id_reused", refused(partition.send(credit("c1", 301, ""))));
        assertEquals(1_300, partition.balance("acme", "money").free());
    }

    @Test
    void aGrant_isRememberedForTheHorizon_acrossChangesOfItsAccount() {
        Partition partition = partition(Limits.money(1_000)).send(credit("c1", 300, ""));
        partition.account("acme", Limits.money(2_000));
        long last = SECOND + Settings.DEFAULT.horizonMicros() - 1;
        assertEquals(List.of(), partition.at(last).send(credit("c1", 300, "")).effects());
        assertEquals("too_old", refused(partition.at(last + 1).send(credit("c1", 300, ""))));
        assertTrue(partition.send(credit("c1", 300, "", last + 1)).ledger().contains(EntryKind.CREDITED));
    }

    @Test
    void anAccountThatIsNotOpen_isGrantedNothing() {
        Partition partition = Partition.withTiers();
        assertEquals("unknown_account", refused(partition.send(credit("c1", 1, ""))));
        partition.account("acme", Limits.money(1)).closed("acme");
        assertEquals("unknown_account", refused(partition.send(credit("c1", 1, ""))));
    }

    @Test
    void grantsOfAnAccount_areBounded() {
        Partition partition = partition(Limits.money(1_000));
        for (int i = 0; i < Grants.MOST_REMEMBERED; i++) {
            assertEquals(
                    List.of(EntryKind.CREDITED),
                    partition.send(credit("c" + i, 1, "")).ledger());
        }
        assertEquals("too_many_grants", refused(partition.send(credit("last", 1, ""))));
    }

    @Test
    void aCommitment_isConsumedFromTheFirstHoldOfItsPeriod_andStatesWhatIsLeft() {
        Partition partition = partition();
        partition.send(new Input.Granted(commitment("p1", 100_000, 10 * SECOND, 20 * SECOND)));
        LedgerEntry entry = partition.entry(EntryKind.COMMITTED);
        assertEquals(new Amounts(100_000, 0, 0, 0), entry.amounts());
        assertEquals(100_000, partition.balance("acme", "commitment:p1").limit());
        partition.at(10 * SECOND - 1).submit(QueryDraft.of("acme", "early"));
        assertEquals(0, partition.entry(EntryKind.HELD).balances().size());
        partition.at(10 * SECOND).submit(QueryDraft.of("acme", "q1"));
        assertEquals(
                Partition.SMALL_HOLD, partition.balance("acme", "commitment:p1").held());
        partition.at(25 * SECOND).answer(new QueryKey("acme", "q1"), 1, Verdict.PASS);
        assertEquals(
                100_000 - 340 * 100, partition.balance("acme", "commitment:p1").free(), "settled in its period");
        partition.submit(QueryDraft.of("acme", "late"));
        assertEquals(0, partition.entry(EntryKind.HELD).balances().size());
    }

    @Test
    void aCommitment_refusesNothing_andSaysWhenItIsUsedUp() {
        Partition partition = partition();
        partition.send(new Input.Granted(commitment("p1", 1, 0, 20 * SECOND))).submit(QueryDraft.of("acme", "q1"));
        assertEquals("small", partition.sentTo());
        assertEquals("budget_crossed", partition.the(Effect.AlertRaised.class).kind());
        assertTrue(partition.balance("acme", "commitment:p1").free() < 0);
    }

    @Test
    void ofOneUnit_oneCommitmentRunsAtATime() {
        Partition partition = partition();
        partition.send(new Input.Granted(commitment("p1", 5, 10, 20)));
        for (long[] wrong : new long[][] {{10, 20}, {19, 30}, {0, 11}, {12, 13}, {0, 30}}) {
            partition.send(new Input.Granted(commitment("p" + wrong[0] + wrong[1], 5, wrong[0], wrong[1])));
            assertEquals("commitment_overlaps", refused(partition));
        }
        partition.send(new Input.Granted(commitment("before", 5, 9, 10)));
        assertEquals(List.of(EntryKind.COMMITTED), partition.ledger());
        partition.send(new Input.Granted(commitment("after", 5, 20, 21)));
        assertEquals(List.of(EntryKind.COMMITTED), partition.ledger());
    }

    @Test
    void aCommitment_outlivesChangesOfItsAccount_andGoesAWeekAfterItsEnd() {
        Partition partition = partition(MONTH);
        partition.send(new Input.Granted(commitment("p1", 1_000_000, 0, Partition.DAY)));
        partition.closed("acme").account("acme", AccountPolicy.DEFAULT, Limits.money(1_000_000));
        partition.submit(QueryDraft.of("acme", "q1"));
        assertEquals(
                Partition.SMALL_HOLD, partition.balance("acme", "commitment:p1").held());
        partition.answer(new QueryKey("acme", "q1"), 1, Verdict.PASS);
        partition.at(10 * Partition.DAY).account("acme", Limits.money(1_000_000), TOKENS);
        assertTrue(partition.state.account("acme").balances().stream()
                .noneMatch(balance -> balance.limitId().equals("commitment:p1")));
    }

    @Test
    void aGrant_isOfSomething() {
        IllegalArgumentException none = org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> commitment("p1", 0, 0, 1));
        assertTrue(String.valueOf(none.getMessage()).contains("p1"));
    }
}
