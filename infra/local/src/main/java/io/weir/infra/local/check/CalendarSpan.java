package io.weir.infra.local.check;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * A period of a calendar window, found by walking from day to day of the time zone.
 *
 * @param start start
 * @param end end, exclusive
 */
record CalendarSpan(Instant start, Instant end) {

    /** Days that a walk begins before the day that the clocks show: more than any period has. */
    private static final int BEFORE = 40;

    /**
     * The period that holds a time.
     *
     * @param window calendar_day, calendar_week or calendar_month
     * @param startDay day on which a month (1 to 28) or a week (1, Monday, to 7) starts
     */
    static CalendarSpan at(String window, ZoneId zone, int startDay, Instant at) {
        LocalDate day = at.atZone(zone).toLocalDate().minusDays(BEFORE);
        Instant start = null;
        while (true) {
            if (begins(window, startDay, day)) {
                Instant begin = day.atStartOfDay(zone).toInstant();
                if (begin.isAfter(at)) {
                    return new CalendarSpan(start == null ? Instant.MIN : start, begin);
                }
                start = begin;
            }
            day = day.plus(1, ChronoUnit.DAYS);
        }
    }

    private static boolean begins(String window, int startDay, LocalDate day) {
        return switch (window) {
            case "calendar_day" -> true;
            case "calendar_week" -> day.getDayOfWeek().getValue() == startDay;
            case "calendar_month" -> day.getDayOfMonth() == startDay;
            default -> throw new IllegalArgumentException("no calendar window '" + window + "'");
        };
    }
}
