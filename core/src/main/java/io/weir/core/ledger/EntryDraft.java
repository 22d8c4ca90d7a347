package io.weir.core.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ledger entry that has no number yet. Its id will be the stem, a slash and the number: the same log gives the same ids, and
 * none comes twice, also where a query id is used again once the idempotency horizon has passed.
 *
 * @param stem begin of the id: what the entry is of, such as acme/q1/1/held
 */
public record EntryDraft(
        String stem,
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

    /**
     * The entry that follows the one that {@code books} ends with.
     *
     * @param causeOffset offset of its cause in the inbox, or {@link CanonicalEntry#NO_OFFSET}
     * @param seal what it says of those before it, where it seals them
     */
    public LedgerEntry after(Books books, long atMicros, long causeOffset, @Nullable Seal seal) {
        LedgerEntry entry = new LedgerEntry(
                stem + "/" + (books.seq() + 1),
                books.seq() + 1,
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
                Chain.START);
        return entry.chained(CanonicalEntry.link(books.chain(), entry, atMicros, causeOffset));
    }
}
