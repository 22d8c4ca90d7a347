package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Seal;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Daily seals: one for each day in which a ledger key has changed, before anything of a later one. */
class SealsTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");
    private static final long DAY = Partition.DAY;

    private static QueryDraft query(String id) {
        return QueryDraft.of("acme", id).floor(0);
    }

    private static Seal seal(LedgerEntry entry) {
        return Objects.requireNonNull(entry.seal());
    }

    /** acme with a limit, and one attempt of the first day posted: limit_set, held, posted. */
    private static Partition used() {
        return Partition.withTiers()
                .account("acme", Limits.money(1_000_000))
                .submit(query("q1"))
                .answer(KEY, 1, Verdict.PASS);
    }

    @Test
    void theFirstEntryOfADay_comesAfterTheSealOfTheDayBefore() {
        Partition partition = used().at(DAY);
        partition.submit(query("q2"));
        assertEquals(List.of(EntryKind.SEALED, EntryKind.HELD), partition.ledger());
        LedgerEntry sealed = partition.entry(EntryKind.SEALED);
        assertEquals("acme/1970-01-01/sealed/4", sealed.id());
        assertEquals(4, sealed.seq());
        Balance balance = sealed.balances().get(0);
        assertEquals(34_000, balance.posted());
        assertEquals(0, balance.held());
        Seal seal = seal(sealed);
        assertEquals(0, seal.day());
        assertEquals(1, seal.parts());
        assertEquals(3, seal.lastSeq());
        assertEquals(3, seal.entries());
        assertEquals(1, seal.outcomeSeq());
        assertEquals(new Amounts(34_000, 340, 0, 1), seal.posted());
        assertEquals(Amounts.ZERO, seal.excess());
    }

    @Test
    void withinADay_nothingIsSealed() {
        Partition partition = used().at(DAY - 1);
        assertEquals(List.of(EntryKind.HELD), partition.submit(query("q2")).ledger());
        assertEquals(List.of(), partition.tickAt(DAY - 1).ledger());
    }

    @Test
    void aTick_sealsWhatIsIdle_once_andNotAgainUntilItHasChanged() {
        Partition partition = used().tickAt(DAY);
        assertEquals(List.of(EntryKind.SEALED), partition.ledger());
        assertEquals(List.of(), partition.tickAt(2 * DAY).ledger());
        assertEquals(
                List.of(EntryKind.HELD),
                partition.at(3 * DAY).submit(query("q2")).ledger());
        assertEquals(
                List.of(EntryKind.SEALED), partition.tickAt(4 * DAY).ledger().subList(0, 1));
        assertEquals(3, seal(partition.entry(EntryKind.SEALED)).day());
    }

    @Test
    void onATick_theSealComesBeforeWhatExpires() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(1_000_000)).submit(query("q1"));
        partition.tickAt(DAY);
        assertEquals(List.of(EntryKind.SEALED, EntryKind.EXPIRED), partition.ledger());
        assertEquals(
                Partition.SMALL_HOLD,
                partition.entry(EntryKind.SEALED).balances().get(0).held());
    }

    @Test
    void anOutcomeThatAddsNothing_isNumberedAfterTheSeal() {
        Partition partition =
                Partition.withTiers().account("acme", Limits.money(1_000_000)).submit(query("q1"));
        partition.claim(KEY, 1, "c", Partition.SECOND).tickAt(Partition.SECOND * 400);
        partition
                .at(DAY)
                .report(ReportDraft.of(KEY, 1)
                        .claim("c")
                        .status(AttemptStatus.ERROR)
                        .used(0, 0));
        assertEquals(List.of(EntryKind.SEALED), partition.ledger());
        assertEquals(1, partition.effects(Effect.LateOutcomeAccepted.class).size());
    }

    @Test
    void aKeyIsSealedWithAllItsAccounts_andWithoutThoseOfOthers() {
        Partition partition = Partition.withTiers()
                .account("acme", Limits.money(1))
                .account("acme/b", Limits.money(2))
                .account("acme/a", Limits.money(3))
                .account("acme-2", Limits.money(4))
                .account("acmf", Limits.money(5))
                .tickAt(DAY);
        LedgerEntry sealed = partition.effects(Effect.LedgerAppended.class).stream()
                .map(Effect.LedgerAppended::entry)
                .filter(entry -> entry.ledgerKey().equals("acme"))
                .findFirst()
                .orElseThrow();
        assertEquals(
                List.of("acme", "acme/a", "acme/b"),
                sealed.balances().stream().map(Balance::account).toList());
    }

    @Test
    void manyBalances_areSealedInParts_eachStatesOthers() {
        Partition partition = Partition.withTiers();
        for (int i = 0; i <= Seal.MOST_BALANCES; i++) {
            partition.account("acme/" + i, Limits.money(1));
        }
        partition.tickAt(DAY);
        List<LedgerEntry> parts = partition.effects(Effect.LedgerAppended.class).stream()
                .map(Effect.LedgerAppended::entry)
                .toList();
        assertEquals(2, parts.size());
        Set<String> accounts = new HashSet<>();
        parts.forEach(part -> part.balances().forEach(balance -> accounts.add(balance.account())));
        assertEquals(Seal.MOST_BALANCES + 1, accounts.size());
        assertEquals(2, seal(parts.get(1)).part());
        assertEquals(parts.get(0).chain(), seal(parts.get(1)).previousChain());
        assertEquals(seal(parts.get(0)).lastSeq(), seal(parts.get(1)).lastSeq());
        assertEquals(List.of(), partition.tickAt(2 * DAY).ledger());
    }

    @Test
    void aTickSealsFewKeys_theNextTheRest() {
        Partition partition = Partition.withTiers();
        int tenants = Seals.MOST_KEYS_PER_TICK + 1;
        for (int i = 0; i < tenants; i++) {
            partition.account("tenant-" + i, Limits.money(1));
        }
        assertEquals(Seals.MOST_KEYS_PER_TICK, partition.tickAt(DAY).ledger().size());
        assertEquals(1, partition.tickAt(DAY + 1).ledger().size());
        assertEquals(0, partition.tickAt(DAY + 2).ledger().size());
        assertTrue(partition.state.unsealedBefore(9, 9).isEmpty());
    }
}
