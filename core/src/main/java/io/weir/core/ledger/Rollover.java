package io.weir.core.ledger;

/**
 * What a calendar period leaves to the next: the lesser of what is unused and the limit's bound.
 *
 * <pre>
 *   unused(n) = max(0, declared + rolled over(n) − posted − held − excess − adjusted)      open holds count as used, an increase is not passed on
 *   rolled over(n + 1) = min(unused(n), bound)
 * </pre>
 *
 * <p>It is fixed when the next period opens: what a hold returns later is not carried over. Periods in between that nobody
 * touched used nothing.
 */
final class Rollover {

    private Rollover() {}

    /** What is rolled over into a period, from the last one that was touched. */
    static long into(Period period, Balance last) {
        Limit limit = last.declared();
        if (limit.rolloverBound() == 0 || limit.removed()) {
            return 0;
        }
        long carried = unused(last);
        long end = last.period().endMicros();
        while (end < period.startMicros()) {
            long next = ofUntouched(limit, carried);
            if (next == carried) {
                return carried;
            }
            carried = next;
            end = limit.window().periodAt(end).endMicros();
        }
        return carried;
    }

    /** What this balance leaves if nothing more happens in its period. */
    static long unused(Balance balance) {
        Limit limit = balance.declared();
        long base = Math.addExact(limit.amount(), balance.rolledOver());
        return Math.min(limit.rolloverBound(), Math.max(0, base - balance.used()));
    }

    /** What a period leaves that began with so much rolled over and used nothing. */
    static long ofUntouched(Limit limit, long rolledOver) {
        return Math.min(limit.rolloverBound(), Math.addExact(limit.amount(), rolledOver));
    }
}
