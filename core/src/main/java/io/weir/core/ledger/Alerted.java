package io.weir.core.ledger;

import java.util.List;

/**
 * Marks of a limit that were reached in a period: its thresholds, and 100 percent, the budget itself. Each is reached once a
 * period; of a rolling window once in any 60 buckets, and then only where it had been left in between.
 *
 * @param percent greatest mark that was reached; 0: none
 * @param untilMicros of a rolling window, until when that stands; 0 elsewhere
 */
public record Alerted(int percent, long untilMicros) {

    public static final Alerted NONE = new Alerted(0, 0);

    /** The mark of every limit. */
    public static final int BUDGET = 100;

    /** After a change of the balance; the same where no further mark is reached. */
    Alerted after(Balance balance) {
        int reached = reached(balance, percent);
        if (reached == percent) {
            return this;
        }
        return new Alerted(
                reached,
                balance.window() instanceof Window.Rolling rolling
                        ? balance.period().endMicros() + (Window.Rolling.BUCKETS - 1) * rolling.bucketMicros()
                        : 0);
    }

    /** As the window slides: what stands no longer is forgotten, down to what is still reached. */
    Alerted slid(Balance now) {
        return percent > 0 && now.period().endMicros() > untilMicros ? new Alerted(reached(now, 0), untilMicros) : this;
    }

    /** The greatest mark that a balance has reached, or the given one where it is greater. */
    private static int reached(Balance balance, int atLeast) {
        long used = balance.used();
        if (used <= 0 || balance.declared().removed()) {
            return atLeast;
        }
        long limit = balance.limit();
        int greatest = atLeast < BUDGET && used >= limit ? BUDGET : atLeast;
        List<Integer> thresholds = balance.declared().thresholds();
        for (int i = thresholds.size() - 1; i >= 0 && thresholds.get(i) > greatest; i--) {
            if (used >= share(limit, thresholds.get(i))) {
                greatest = thresholds.get(i);
            }
        }
        return greatest;
    }

    /** Thresholds of a limit that were reached since, ascending. */
    public List<Integer> thresholdsSince(Alerted before, Limit limit) {
        return limit.thresholds().stream()
                .filter(threshold -> threshold > before.percent && threshold <= percent)
                .toList();
    }

    /** Whether the limit itself was reached since. */
    public boolean budgetCrossedSince(Alerted before) {
        return before.percent < BUDGET && percent >= BUDGET;
    }

    /** So many percent of a limit, rounded up; at most {@link Long#MAX_VALUE}. */
    static long share(long limit, int percent) {
        long whole = limit / 100;
        return whole > (Long.MAX_VALUE - 1_000) / percent
                ? Long.MAX_VALUE
                : whole * percent + (limit % 100 * percent + 99) / 100;
    }
}
