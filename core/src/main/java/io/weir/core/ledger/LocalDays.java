package io.weir.core.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.UnaryOperator;

/**
 * Periods that begin with days of a time zone. A day begins with the first instant at which a clock there shows it or a later
 * one: 01:00 where midnight is skipped, the first of two midnights where it comes twice. That instant never decreases from
 * day to day, so the periods part time without gap or overlap, whatever the clocks do.
 */
final class LocalDays {

    private static final long SECOND = 1_000_000L;

    private LocalDays() {}

    /**
     * The period that holds a time.
     *
     * @param first first day of the period that a day is in
     * @param next first day of the period after the one that begins with this day
     */
    static Period period(ZoneId zone, long atMicros, UnaryOperator<LocalDate> first, UnaryOperator<LocalDate> next) {
        LocalDate shown = Instant.ofEpochSecond(Math.floorDiv(atMicros, SECOND))
                .atZone(zone)
                .toLocalDate();
        LocalDate day = first.apply(shown);
        long start = startOf(day, zone);
        long end = startOf(next.apply(day), zone);
        // Clocks set back over midnight show the day before once more: its period has ended by then.
        while (end <= atMicros) {
            day = next.apply(day);
            start = end;
            end = startOf(next.apply(day), zone);
        }
        return new Period(start, end);
    }

    private static long startOf(LocalDate day, ZoneId zone) {
        return Math.multiplyExact(day.atStartOfDay(zone).toEpochSecond(), SECOND);
    }
}
