package io.weir.core.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of the ledger.
 *
 * @param id deterministic and unique: the same cause gives the same id, and it ends in the number
 * @param seq gapless number within the ledger key, from 1
 * @param ledgerKey unit of total order; today the tenant
 * @param account account that pays or whose limit changes
 * @param queryId query; empty for limit_set
 * @param attempt attempt; 0 for limit_set
 * @param amounts amounts of the entry; zero for limit_set
 * @param released open hold that the entry closes, in full; zero where it closes none
 * @param balances every (account, limit, period) touched, after the entry
 * @param tier tier of the attempt; empty for limit_set
 * @param priceVersion price version of the amounts; empty for limit_set
 * @param reason why, where the kind alone does not say it
 * @param seal what a sealed entry says of those before it; null for any other
 * @param chain link of the chain, over every other component, see {@link CanonicalEntry}
 */
public record LedgerEntry(
        String id,
        long seq,
        String ledgerKey,
        String account,
        String queryId,
        int attempt,
        EntryKind kind,
        Amounts amounts,
        Amounts released,
        List<Balance> balances,
        String tier,
        String priceVersion,
        String reason,
        @Nullable Seal seal,
        Chain chain) {

    public LedgerEntry {
        balances = List.copyOf(balances);
    }

    /** Whether a hold may fit after it that did not before: something was returned, or a limit has changed. */
    public boolean mayMakeRoom() {
        return kind == EntryKind.LIMIT_SET || !released.isZero();
    }

    LedgerEntry chained(Chain link) {
        return new LedgerEntry(
                id,
                seq,
                ledgerKey,
                account,
                queryId,
                attempt,
                kind,
                amounts,
                released,
                balances,
                tier,
                priceVersion,
                reason,
                seal,
                link);
    }
}
