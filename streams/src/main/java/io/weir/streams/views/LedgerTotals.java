package io.weir.streams.views;

import io.weir.v1.Amounts;
import io.weir.v1.LedgerEntry;

/**
 * Fold of ledger entries into what is held, posted, in excess and adjusted, in all four units and whatever the limits are.
 *
 * @param held open holds
 * @param posted what settled within its hold
 * @param excess what was billed above or after its hold
 * @param adjusted what was booked afterwards; negative where it was given back or credited
 */
public record LedgerTotals(Quantities held, Quantities posted, Quantities excess, Quantities adjusted) {
    public static final LedgerTotals ZERO =
            new LedgerTotals(Quantities.ZERO, Quantities.ZERO, Quantities.ZERO, Quantities.ZERO);

    /** The totals after an entry. Kinds that neither hold, post, exceed nor adjust only release what they close, if anything. */
    public LedgerTotals plus(LedgerEntry entry) {
        Quantities amounts = Quantities.of(entry.getAmounts());
        Amounts closed = entry.getReleased();
        Quantities left = closed == null ? held : held.minus(Quantities.of(closed));
        return switch (entry.getKind()) {
            case "held" -> new LedgerTotals(left.plus(amounts), posted, excess, adjusted);
            case "posted" -> new LedgerTotals(left, posted.plus(amounts), excess, adjusted);
            case "excess" -> new LedgerTotals(left, posted, excess.plus(amounts), adjusted);
            case "adjusted", "credited" -> new LedgerTotals(left, posted, excess, adjusted.plus(amounts));
            default -> new LedgerTotals(left, posted, excess, adjusted);
        };
    }
}
