package io.weir.infra.local.check;

import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;

/**
 * A balance as the amounts of the entries make it.
 *
 * @param held open holds
 * @param posted posted
 * @param excess excess
 * @param adjusted adjusted and credited; may be negative
 */
record RunningBalance(long held, long posted, long excess, long adjusted) {

    static final RunningBalance ZERO = new RunningBalance(0, 0, 0, 0);

    static RunningBalance stated(Balance balance) {
        return new RunningBalance(balance.getHeld(), balance.getPosted(), balance.getExcess(), balance.getAdjusted());
    }

    /** After an entry, by its kind; a limit_set leaves it. */
    RunningBalance after(LedgerEntry entry, String unit) {
        long amount = Quantities.of(entry.getAmounts()).in(unit);
        long released = Quantities.of(entry.getReleased()).in(unit);
        return switch (entry.getKind()) {
            case "held" -> new RunningBalance(Math.addExact(held, amount), posted, excess, adjusted);
            case "posted", "voided", "expired" ->
                new RunningBalance(Math.subtractExact(held, released), Math.addExact(posted, amount), excess, adjusted);
            case "excess" -> new RunningBalance(held, posted, Math.addExact(excess, amount), adjusted);
            case "adjusted", "credited" -> new RunningBalance(held, posted, excess, Math.addExact(adjusted, amount));
            default -> this;
        };
    }

    long taken() {
        return Math.addExact(Math.addExact(held, adjusted), Math.addExact(posted, excess));
    }

    @Override
    public String toString() {
        return "held " + held + ", posted " + posted + ", excess " + excess + ", adjusted " + adjusted;
    }
}
