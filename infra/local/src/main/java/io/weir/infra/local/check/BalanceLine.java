package io.weir.infra.local.check;

import io.weir.v1.Balance;
import java.time.Instant;

/**
 * What a balance is kept for. A rolling window has one balance, whose period moves on with every entry: its line names none.
 *
 * @param limit the limit
 * @param start start of the period; {@link Instant#MIN}: lifetime or rolling
 * @param end end of the period, exclusive; {@link Instant#MAX}: lifetime or rolling
 */
record BalanceLine(LimitId limit, Instant start, Instant end) {

    /**
     * A limit of an account.
     *
     * @param account account path
     * @param generation generation of the account
     * @param id id within the account
     */
    record LimitId(String account, long generation, String id) {

        @Override
        public String toString() {
            return account + "#" + generation + " limit " + id;
        }
    }

    static BalanceLine of(Balance balance) {
        boolean rolling = RollingSums.rolls(balance.getWindow());
        Instant start = rolling ? null : balance.getPeriodStart();
        Instant end = rolling ? null : balance.getPeriodEnd();
        return new BalanceLine(
                new LimitId(balance.getAccount(), balance.getGeneration(), balance.getLimitId()),
                start == null ? Instant.MIN : start,
                end == null ? Instant.MAX : end);
    }

    boolean contains(Instant at) {
        return !at.isBefore(start) && at.isBefore(end);
    }

    @Override
    public String toString() {
        return start.equals(Instant.MIN) ? limit.toString() : limit + " from " + start;
    }
}
