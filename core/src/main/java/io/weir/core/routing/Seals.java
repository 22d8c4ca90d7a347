package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.EntryDraft;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.OpenDay;
import io.weir.core.ledger.Seal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Daily seals: the balances of every account of a ledger key and where its numbers, its chain and its outcomes stand, before
 * the first entry of another UTC day. From a seal on the ledger can be checked without what stands before it.
 *
 * <p>A key is sealed by whatever is appended to it first on a later day, else by a tick; then not again until it has changed.
 * Ticks take few keys at a time, those of the oldest days first.
 */
final class Seals {

    /** Most keys that a tick seals: at five ticks a second a partition of 10,000 tenants is sealed within 40 s. */
    static final int MOST_KEYS_PER_TICK = 50;

    /** A tick that has stated so many balances leaves the rest to the next. */
    static final int MOST_BALANCES_PER_TICK = 10_000;

    private Seals() {}

    /** Seals what a key has of an earlier day, if anything. */
    static void before(Step step, String ledgerKey) {
        if (step.books(ledgerKey).day().endedBefore(Seal.dayOf(step.atMicros))) {
            seal(step, ledgerKey);
        }
    }

    /** Seals keys that nothing has been appended to since midnight. */
    static void tick(Step step) {
        int balances = 0;
        for (String key : step.state().unsealedBefore(Seal.dayOf(step.atMicros), MOST_KEYS_PER_TICK)) {
            balances += seal(step, key);
            if (balances >= MOST_BALANCES_PER_TICK) {
                return;
            }
        }
    }

    private static int seal(Step step, String ledgerKey) {
        List<Balance> balances = balances(step, ledgerKey);
        Books before = step.books(ledgerKey);
        OpenDay day = before.day();
        int parts = Math.max(1, (balances.size() + Seal.MOST_BALANCES - 1) / Seal.MOST_BALANCES);
        for (int part = 1; part <= parts; part++) {
            int from = (part - 1) * Seal.MOST_BALANCES;
            Seal seal = new Seal(
                    day.day(),
                    part,
                    parts,
                    before.seq(),
                    day.entries(),
                    before.outcomeSeq(),
                    day.posted(),
                    day.excess(),
                    step.books(ledgerKey).chain());
            step.append(
                    draft(
                            ledgerKey,
                            seal,
                            balances.subList(from, Math.min(from + Seal.MOST_BALANCES, balances.size()))),
                    seal);
        }
        return balances.size();
    }

    /** By account, so that the same state gives the same seal; each as the last entry of it has left it. */
    private static List<Balance> balances(Step step, String ledgerKey) {
        List<Account> accounts = new ArrayList<>(step.state().accountsOf(ledgerKey));
        accounts.sort(Comparator.comparing(Account::path));
        List<Balance> balances = new ArrayList<>();
        for (Account account : accounts) {
            balances.addAll(account.balances());
        }
        return balances;
    }

    private static EntryDraft draft(String ledgerKey, Seal seal, List<Balance> balances) {
        return new EntryDraft(
                ledgerKey + "/" + seal.date() + "/sealed",
                ledgerKey,
                ledgerKey,
                "",
                0,
                EntryKind.SEALED,
                Amounts.ZERO,
                Amounts.ZERO,
                balances,
                "",
                "",
                "");
    }
}
