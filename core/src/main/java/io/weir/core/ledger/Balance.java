package io.weir.core.ledger;

/**
 * A limit of an account in one period, after an entry. All amounts in the unit's integer.
 *
 * @param generation generation of the account; grows when it is closed and opened again
 * @param limit the limit in force
 * @param held open holds, never negative
 * @param posted what settled within its hold
 * @param excess what was billed above or after its hold
 */
public record Balance(
        String account,
        long generation,
        String limitId,
        Unit unit,
        Window window,
        boolean hard,
        Period period,
        long limit,
        long held,
        long posted,
        long excess) {

    public Balance {
        if (held < 0) {
            throw new IllegalStateException("held of " + account + " limit " + limitId + " would be " + held);
        }
    }

    public static Balance opening(String account, long generation, Limit limit, Period period) {
        return new Balance(
                account,
                generation,
                limit.id(),
                limit.unit(),
                limit.window(),
                limit.hard(),
                period,
                limit.amount(),
                0,
                0,
                0);
    }

    /** What a new hold may take; negative where an excess or a lowered limit made it so. */
    public long free() {
        return limit == Limit.REMOVED ? Long.MAX_VALUE : limit - held - posted - excess;
    }

    /** Whether a hold of these amounts fits. A soft limit never refuses. */
    public boolean fits(Amounts asked) {
        return !hard || asked.get(unit) <= free();
    }

    public Balance plusHeld(Amounts amounts) {
        return with(limit, Math.addExact(held, amounts.get(unit)), posted, excess);
    }

    public Balance settle(Amounts released, Amounts used) {
        return with(limit, held - released.get(unit), Math.addExact(posted, used.get(unit)), excess);
    }

    public Balance plusExcess(Amounts amounts) {
        return with(limit, held, posted, Math.addExact(excess, amounts.get(unit)));
    }

    public Balance withLimit(Limit changed) {
        return new Balance(
                account,
                generation,
                limitId,
                unit,
                window,
                changed.hard(),
                period,
                changed.amount(),
                held,
                posted,
                excess);
    }

    public HoldLine line() {
        return new HoldLine(account, generation, limitId, period);
    }

    private Balance with(long newLimit, long newHeld, long newPosted, long newExcess) {
        return new Balance(
                account, generation, limitId, unit, window, hard, period, newLimit, newHeld, newPosted, newExcess);
    }
}
