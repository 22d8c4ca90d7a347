package io.weir.core.ledger;

/**
 * When an amount fits a balance at the earliest if nothing happens but time: open holds stay open, nothing more is posted.
 *
 * <p>A calendar limit has room again when its period ends, a rolling one as its buckets fall out, one without a window never.
 * A hold that returns what it did not use makes room sooner.
 */
public final class Fit {

    /** No passing of time makes room. */
    public static final long NEVER = Long.MAX_VALUE;

    /** Periods that are looked ahead while what is rolled over still grows. */
    private static final int MOST_PERIODS = 1_000;

    private Fit() {}

    /**
     * The earliest time, or {@link #NEVER}.
     *
     * @param balance a balance as of this time
     * @param asked amount in the unit's integer
     */
    static long at(Balance balance, long asked, long atMicros) {
        if (!balance.hard() || asked <= balance.free()) {
            return atMicros;
        }
        if (balance.window() instanceof Window.Rolling rolling) {
            return rolling(balance, rolling, asked);
        }
        return balance.period().isLifetime() ? NEVER : calendar(balance, asked);
    }

    private static long rolling(Balance balance, Window.Rolling rolling, long asked) {
        Limit limit = balance.declared();
        Buckets buckets = balance.buckets();
        long taken = balance.used();
        for (int i = 0; i < buckets.size(); i++) {
            taken = taken - buckets.posted(i) - buckets.excess(i);
            long out = (buckets.number(i) + Window.Rolling.BUCKETS) * rolling.bucketMicros();
            if (asked <= limit.amount() + limit.increaseAt(out) - taken) {
                return out;
            }
        }
        return NEVER;
    }

    private static long calendar(Balance balance, long asked) {
        Limit limit = balance.declared();
        long carried = Rollover.unused(balance);
        long start = balance.period().endMicros();
        for (int i = 0; i < MOST_PERIODS; i++) {
            long increase = limit.increaseAt(start);
            if (asked <= limit.amount() + carried + increase) {
                return start;
            }
            long next = Rollover.ofUntouched(limit, carried);
            if (next == carried && increase == 0) {
                return NEVER;
            }
            carried = next;
            start = limit.window().periodAt(start).endMicros();
        }
        return NEVER;
    }
}
