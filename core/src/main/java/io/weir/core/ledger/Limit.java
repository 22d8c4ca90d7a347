package io.weir.core.ledger;

/**
 * A limit of an account.
 *
 * @param id id within the account
 * @param unit what it counts
 * @param amount how much of it a period has, in the unit's integer, at least 0
 * @param window how time is cut into periods
 * @param hard a hard limit refuses, a soft one alerts
 */
public record Limit(String id, Unit unit, long amount, Window window, boolean hard) {

    /** Amount of a limit that was taken out of its account: it binds no more, its balances stay. */
    public static final long REMOVED = Long.MAX_VALUE;

    public Limit {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("limit_id must not be empty");
        }
        if (amount < 0) {
            throw new IllegalArgumentException("amount of limit " + id + " must not be negative: " + amount);
        }
    }

    public Limit withAmount(long newAmount) {
        return new Limit(id, unit, newAmount, window, hard);
    }
}
