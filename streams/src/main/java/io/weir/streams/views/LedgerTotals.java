package io.weir.streams.views;

import io.weir.v1.Amounts;
import io.weir.v1.LedgerEntry;

/**
 * Fold of ledger entries into what is held, posted and in excess, in all four units and whatever the limits are.
 *
 * @param held open holds
 * @param posted what settled within its hold
 * @param excess what was billed above or after its hold
 */
public record LedgerTotals(Quantities held, Quantities posted, Quantities excess) {
    public static final LedgerTotals ZERO = new LedgerTotals(Quantities.ZERO, Quantities.ZERO, Quantities.ZERO);

    /** The totals after an entry. Kinds that neither hold, post nor exceed only release what they close, if anything. */
    public LedgerTotals plus(LedgerEntry entry) {
        Quantities amounts = Quantities.of(entry.getAmounts());
        Amounts closed = entry.getReleased();
        Quantities left = closed == null ? held : held.minus(Quantities.of(closed));
        return switch (entry.getKind()) {
            case "held" -> new LedgerTotals(left.plus(amounts), posted, excess);
            case "posted" -> new LedgerTotals(left, posted.plus(amounts), excess);
            case "excess" -> new LedgerTotals(left, posted, excess.plus(amounts));
            default -> new LedgerTotals(left, posted, excess);
        };
    }
}
