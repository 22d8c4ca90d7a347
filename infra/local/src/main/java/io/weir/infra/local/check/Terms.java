package io.weir.infra.local.check;

import io.weir.v1.Balance;
import io.weir.v1.LimitTerms;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What a limit is made of, as its last limit_set entry states it.
 *
 * @param window window by its name on the wire
 * @param declared amount as declared
 * @param rolledOver added from the period before
 * @param increase temporary increase in force
 * @param increaseUntil its end; {@link Instant#MAX} where there is none
 * @param rolloverMax most that a period leaves to the next
 * @param zone time zone of a calendar window; empty for others and in entries that do not state it
 * @param startDay start day of a month or week
 */
record Terms(
        String window,
        long declared,
        long rolledOver,
        long increase,
        Instant increaseUntil,
        long rolloverMax,
        Optional<ZoneId> zone,
        int startDay) {

    static Terms of(Balance balance) {
        LimitTerms terms = balance.getTerms();
        if (terms == null) {
            return new Terms(balance.getWindow(), balance.getLimit(), 0, 0, Instant.MAX, 0, Optional.empty(), 0);
        }
        Instant until = terms.getIncreaseUntil();
        return new Terms(
                balance.getWindow(),
                terms.getDeclared(),
                terms.getRolledOver(),
                terms.getIncrease(),
                until == null ? Instant.MAX : until,
                terms.getRolloverMax(),
                zone(terms.getTimeZone()),
                terms.getStartDay());
    }

    private static Optional<ZoneId> zone(String id) {
        try {
            return id.isEmpty() ? Optional.empty() : Optional.of(ZoneId.of(id));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean removed() {
        return declared == LimitsInForce.REMOVED;
    }

    /** The limit in force that they make. */
    long limit() {
        return removed() ? declared : Math.addExact(Math.addExact(declared, rolledOver), increase);
    }

    Optional<CalendarSpan> period(Instant at) {
        return window.startsWith("calendar_")
                ? zone.map(id -> CalendarSpan.at(window, id, startDay, at))
                : Optional.empty();
    }

    /**
     * What is rolled over into a period, by these terms: the unused of the period before, and of those in between, which used
     * nothing.
     *
     * @param before the last period that an entry opened
     * @param taken posted, held and excess in it
     * @param now the period that begins
     */
    long rolledInto(BalanceLine before, long taken, BalanceLine now) {
        if (rolloverMax == 0 || removed()) {
            return 0;
        }
        long carried = left(Math.subtractExact(Math.addExact(declared, rolledOver), taken));
        Instant end = before.end();
        while (end.isBefore(now.start())) {
            long next = left(Math.addExact(declared, carried));
            Optional<CalendarSpan> between = period(end);
            if (next == carried || between.isEmpty()) {
                return next;
            }
            carried = next;
            end = between.get().end();
        }
        return carried;
    }

    private long left(long unused) {
        return Math.min(rolloverMax, Math.max(0, unused));
    }
}
