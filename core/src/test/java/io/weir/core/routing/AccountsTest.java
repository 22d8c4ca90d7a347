package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.AccountPolicy;
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
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Accounts as declared: limits that change, accounts that close and open again. */
class AccountsTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");

    private static QueryDraft query(String id) {
        return QueryDraft.of("acme", id).floor(0);
    }

    @Test
    void declaring_setsEveryLimit_inTheLedger() {
        Partition partition = Partition.withTiers().account("acme", Limits.money(500), Limits.of(Unit.TOKENS, 7));
        assertEquals(List.of(EntryKind.LIMIT_SET, EntryKind.LIMIT_SET), partition.ledger());
        LedgerEntry entry = partition.entry(EntryKind.LIMIT_SET);
        assertEquals("acme/money/limit_set/1", entry.id());
        assertEquals("acme", entry.ledgerKey());
        assertEquals("acme", entry.account());
        assertEquals(1, entry.seq());
        assertEquals("", entry.reason());
        assertEquals(500, entry.balances().get(0).limit());
        assertEquals(1, entry.balances().get(0).generation());
    }

    @Test
    void aChildsEntries_standInItsTenantsLedger() {
        Partition partition = Partition.withTiers().account("acme/search/alice", Limits.money(500));
        assertEquals("acme", partition.entry(EntryKind.LIMIT_SET).ledgerKey());
        assertEquals("acme/search/alice", partition.entry(EntryKind.LIMIT_SET).account());
    }

    @Test
    void onlyALimitThatChanged_isSetAgain() {
        Partition partition = Partition.withTiers().account("acme", Limits.money(500), Limits.of(Unit.TOKENS, 7));
        partition.account("acme", Limits.money(600), Limits.of(Unit.TOKENS, 7));
        assertEquals(List.of(EntryKind.LIMIT_SET), partition.ledger());
        assertEquals(
                "money", partition.entry(EntryKind.LIMIT_SET).balances().get(0).limitId());
        partition.account("acme", Limits.soft(600), Limits.of(Unit.TOKENS, 7));
        assertFalse(partition.entry(EntryKind.LIMIT_SET).balances().get(0).hard());
    }

    @Test
    void anOlderOrRepeatedRevision_isIgnored() {
        Partition partition = Partition.withTiers();
        Input.AccountChanged declared =
                new Input.AccountChanged("acme", false, 50, AccountPolicy.DEFAULT, List.of(Limits.money(500)));
        partition.send(declared);
        assertEquals(List.of(), partition.send(declared).effects());
        Input.AccountChanged older =
                new Input.AccountChanged("acme", false, 49, AccountPolicy.DEFAULT, List.of(Limits.money(1)));
        assertEquals(List.of(), partition.send(older).effects());
        Input.AccountChanged newer =
                new Input.AccountChanged("acme", false, 51, AccountPolicy.DEFAULT, List.of(Limits.money(1)));
        assertEquals(List.of(EntryKind.LIMIT_SET), partition.send(newer).ledger());
    }

    @Test
    void aRaisedLimit_admitsWhatDidNotFit() {
        Partition partition = Partition.withTiers().account("acme", Limits.money(Partition.SMALL_HOLD));
        partition.submit(query("q1"));
        assertEquals(
                ResultStatus.REJECTED, partition.submit(query("q2")).result().status());
        partition.account("acme", Limits.money(2 * Partition.SMALL_HOLD)).submit(query("q3"));
        assertEquals("small", partition.sentTo());
    }

    @Test
    void aLimitLoweredBelowWhatIsSpent_leavesFreeNegative_andTakesNoNewHold() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(1_000_000)).submit(query("q1"));
        partition.account("acme", Limits.money(1_000));
        assertEquals(
                1_000 - Partition.SMALL_HOLD, partition.balance("acme", "money").free());
        assertEquals(
                1_000 - Partition.SMALL_HOLD,
                refusal(partition.submit(query("q2"))).free());
        partition.answer(KEY, 1, Verdict.PASS);
        assertEquals(34_000, partition.balance("acme", "money").posted());
        assertEquals(1_000 - 34_000, partition.balance("acme", "money").free());
    }

    @Test
    void aLimitTakenOut_bindsNoMore_andBindsWithItsSumsWhenItIsPutBack() {
        Partition partition = Partition.withTiers().account("acme", Limits.money(60_000));
        partition.submit(query("q1")).answer(KEY, 1, Verdict.PASS).account("acme");
        assertEquals("limit removed", partition.entry(EntryKind.LIMIT_SET).reason());
        assertEquals(
                Limit.REMOVED,
                partition.entry(EntryKind.LIMIT_SET).balances().get(0).limit());
        partition.submit(query("q2"));
        assertEquals(List.of(), partition.entry(EntryKind.HELD).balances());
        partition.account("acme", Limits.money(60_000));
        assertEquals(34_000, partition.balance("acme", "money").posted());
        assertEquals(26_000, refusal(partition.submit(query("q3"))).free());
    }

    @Test
    void aLimitTakenOut_isNotSetAgainByTheNextDeclaration() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(60_000)).account("acme");
        assertEquals(List.of(), partition.account("acme").ledger());
    }

    @Test
    void aLimit_keepsItsUnitAndWindow() {
        Partition partition = Partition.withTiers().account("acme", Limits.money(500));
        Limit tokens = new Limit("money", Unit.TOKENS, 500, new Window.Lifetime(), true);
        Limit monthly = new Limit("money", Unit.MONEY, 500, new Window.CalendarMonth(ZoneId.of("UTC"), 1), true);
        for (Limit reshaped : List.of(tokens, monthly)) {
            Effect.Refused refused = partition.account("acme", reshaped).the(Effect.Refused.class);
            assertEquals(1, partition.effects().size());
            assertEquals("acme", refused.tenant());
            assertEquals("invalid", refused.code());
            assertEquals("limits.money", refused.field());
        }
        assertEquals(500, partition.balance("acme", "money").limit());
    }

    @Test
    void closing_setsEveryLimitToZero_andRefusesQueries() {
        Partition partition = Partition.withTiers().account("acme", Limits.money(500), Limits.of(Unit.TOKENS, 7));
        partition.closed("acme");
        assertEquals(List.of(EntryKind.LIMIT_SET, EntryKind.LIMIT_SET), partition.ledger());
        assertEquals("account closed", partition.entry(EntryKind.LIMIT_SET).reason());
        assertEquals(0, partition.balance("acme", "money").limit());
        assertEquals(0, partition.balance("acme", "tokens").limit());
        assertEquals("unknown_account", refusal(partition.submit(query("q1"))).code());
    }

    @Test
    void closingAgain_orClosingWhatWasNeverOpened_setsNothing() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(500)).closed("acme");
        assertEquals(List.of(), partition.closed("acme").ledger());
        assertEquals(List.of(), partition.closed("zeta").ledger());
    }

    @Test
    void anOlderDeclarationThatComesAfterItsClosing_doesNotOpenTheAccount() {
        Partition partition = Partition.withTiers();
        partition.send(new Input.AccountChanged("zeta", true, 80, AccountPolicy.DEFAULT, List.of()));
        partition.send(new Input.AccountChanged("zeta", false, 70, AccountPolicy.DEFAULT, List.of()));
        assertFalse(Objects.requireNonNull(partition.state.account("zeta")).open());
        partition.send(new Input.AccountChanged("zeta", false, 90, AccountPolicy.DEFAULT, List.of()));
        assertTrue(Objects.requireNonNull(partition.state.account("zeta")).open());
    }

    @Test
    void aRevisionOlderThanASecondClosing_doesNotReopen() {
        Partition partition = Partition.withAccount();
        partition.send(new Input.AccountChanged("acme", true, 60, AccountPolicy.DEFAULT, List.of()));
        partition.send(new Input.AccountChanged("acme", true, 80, AccountPolicy.DEFAULT, List.of()));
        partition.send(new Input.AccountChanged("acme", false, 70, AccountPolicy.DEFAULT, List.of()));
        assertFalse(Objects.requireNonNull(partition.state.account("acme")).open());
    }

    @Test
    void aQueryOpenWhenItsAccountCloses_getsNoFurtherAttempt() {
        Partition partition = Partition.withAccount().submit(query("q1")).closed("acme");
        assertEquals(
                ResultStatus.FAILED,
                partition.answer(KEY, 1, Verdict.FAIL).result().status());
        assertEquals(List.of(EntryKind.POSTED), partition.ledger());
    }

    @Test
    void reopening_beginsANewGeneration_andOldHoldsSettleInTheOld() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(60_000)).submit(query("q1"));
        partition.closed("acme").account("acme", Limits.money(60_000));
        assertEquals(2, partition.balance("acme", "money").generation());
        assertEquals(60_000, partition.balance("acme", "money").free());
        assertEquals("small", partition.submit(query("q2")).sentTo());
        assertEquals(2, partition.entry(EntryKind.HELD).balances().get(0).generation());
        Balance old = partition
                .answer(KEY, 1, Verdict.PASS)
                .entry(EntryKind.POSTED)
                .balances()
                .get(0);
        assertEquals(1, old.generation());
        assertEquals(0, old.held());
        assertEquals(34_000, old.posted());
        assertEquals(0, old.limit());
        assertEquals(0, partition.balance("acme", "money").posted());
    }

    @Test
    void aReopenedAccount_mayGiveALimitsIdAnotherUnit() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(500)).closed("acme");
        partition.account("acme", new Limit("money", Unit.TOKENS, 500, new Window.Lifetime(), true));
        assertEquals(Unit.TOKENS, partition.balance("acme", "money").unit());
    }

    @Test
    void thePolicy_isTheNewestDeclared() {
        AccountPolicy policy = new AccountPolicy(0.25, null, 0, 0, 0, null, null);
        Partition partition = Partition.withAccount().account("acme", policy);
        assertEquals(
                policy, Objects.requireNonNull(partition.state.account("acme")).policy());
    }

    private static Refusal refusal(Partition partition) {
        return Objects.requireNonNull(partition.result().refusal());
    }

    @Test
    void limitsThatWereRemoved_countTowardsTheMostThatAnAccountHas() {
        Partition partition = Partition.withTiers();
        for (int i = 0; i < Accounts.MOST_LIMITS; i++) {
            Limit next = new Limit("l" + i, Unit.MONEY, 5, new Window.Lifetime(), true);
            assertEquals(List.of(), partition.account("acme", next).effects(Effect.Refused.class));
        }
        partition.account("acme", Limits.money(5));
        Effect.Refused refused = partition.the(Effect.Refused.class);
        assertEquals("limits", refused.field());
        assertEquals("257", refused.value());
        assertEquals(List.of(), partition.ledger());
        Limit known = new Limit("l7", Unit.MONEY, 5, new Window.Lifetime(), true);
        assertEquals(List.of(), partition.account("acme", known).effects(Effect.Refused.class));
        partition.closed("acme");
        assertEquals(
                List.of(EntryKind.LIMIT_SET),
                partition.account("acme", Limits.money(5)).ledger());
    }
}
