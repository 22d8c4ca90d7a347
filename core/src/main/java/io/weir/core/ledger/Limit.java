package io.weir.core.ledger;

import java.util.List;

/**
 * A limit of an account. Amounts in the unit's integer, times in microseconds since the epoch.
 *
 * @param id id within the account
 * @param unit what it counts
 * @param amount how much of it a period has, at least 0
 * @param window how time is cut into periods
 * @param hard a hard limit refuses, a soft one alerts
 * @param thresholds percents of the limit in force at which an alert is raised, ascending, 1 to {@link #MOST_PERCENT}
 * @param rolloverBound most of what a calendar period leaves unused that is added to the next; 0: nothing is
 * @param increase added to the amount until the increase ends; 0: none
 * @param increaseUntilMicros end of the increase, exclusive; 0 where there is none
 */
public record Limit(
        String id,
        Unit unit,
        long amount,
        Window window,
        boolean hard,
        List<Integer> thresholds,
        long rolloverBound,
        long increase,
        long increaseUntilMicros) {

    /** Amount of a limit that was taken out of its account: it binds no more, its balances stay. */
    public static final long REMOVED = Long.MAX_VALUE;

    /** A soft limit may be exceeded: alerts up to ten times its amount. */
    public static final int MOST_PERCENT = 1_000;

    public Limit {
        thresholds = List.copyOf(thresholds);
        if (id.isEmpty()) {
            throw new IllegalArgumentException("limit_id must not be empty");
        }
        if (amount < 0) {
            throw new IllegalArgumentException("amount of limit " + id + " must not be negative: " + amount);
        }
        if (rolloverBound < 0 || increase < 0) {
            throw new IllegalArgumentException("rollover and increase of limit " + id + " must not be negative: "
                    + rolloverBound + ", " + increase);
        }
        int before = 0;
        for (int percent : thresholds) {
            if (percent <= before || percent > MOST_PERCENT) {
                throw new IllegalArgumentException("thresholds of limit " + id + " must ascend from 1 to "
                        + MOST_PERCENT + " percent: " + thresholds);
            }
            before = percent;
        }
        boolean calendar = !window.zoneId().isEmpty();
        if (rolloverBound > 0 && !calendar) {
            throw new IllegalArgumentException(
                    "rollover of limit " + id + " needs a calendar window: " + window.wireName());
        }
        if (amount != REMOVED && amount >= REMOVED - rolloverBound - increase) {
            throw new IllegalArgumentException(
                    "amount of limit " + id + " with its rollover and increase must be below " + REMOVED);
        }
    }

    /** A limit without thresholds, rollover or increase. */
    public Limit(String id, Unit unit, long amount, Window window, boolean hard) {
        this(id, unit, amount, window, hard, List.of(), 0, 0, 0);
    }

    public Limit withThresholds(Integer... percents) {
        return new Limit(
                id, unit, amount, window, hard, List.of(percents), rolloverBound, increase, increaseUntilMicros);
    }

    public Limit withRollover(long bound) {
        return new Limit(id, unit, amount, window, hard, thresholds, bound, increase, increaseUntilMicros);
    }

    public Limit withIncrease(long by, long untilMicros) {
        return new Limit(id, unit, amount, window, hard, thresholds, rolloverBound, by, untilMicros);
    }

    /** The amount alone: without rollover or increase, as a closed account or a removed limit has it. */
    public Limit withAmount(long newAmount) {
        return new Limit(id, unit, newAmount, window, hard, thresholds, 0, 0, 0);
    }

    public boolean removed() {
        return amount == REMOVED;
    }

    /** What the increase adds at this time. */
    public long increaseAt(long atMicros) {
        return atMicros < increaseUntilMicros ? increase : 0;
    }

    /** Whether time alone can change the limit in force. */
    public boolean varies() {
        return rolloverBound > 0 || increase > 0;
    }
}
