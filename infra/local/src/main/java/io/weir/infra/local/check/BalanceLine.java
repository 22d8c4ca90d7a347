package io.weir.infra.local.check;

import io.weir.v1.Balance;
import java.time.Instant;

/**
 * What a balance is kept for.
 *
 * @param limit the limit
 * @param start start of the period; {@link Instant#MIN}: lifetime
 * @param end end of the period, exclusive; {@link Instant#MAX}: lifetime
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
        Instant start = balance.getPeriodStart();
        Instant end = balance.getPeriodEnd();
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
