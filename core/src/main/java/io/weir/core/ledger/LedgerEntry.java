package io.weir.core.ledger;

import java.util.List;

/**
 * One line of the ledger.
 *
 * @param id deterministic: the same cause gives the same id
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
        String reason) {

    public LedgerEntry {
        balances = List.copyOf(balances);
    }
}
