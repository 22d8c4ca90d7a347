package io.weir.core.simulation;

import io.weir.core.ledger.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

/** The audit's calendar: it looks at the days around a time, one after the other, for those on which a period begins. */
final class Periods {

    private static final long SECOND = 1_000_000L;
    private static final long[] FOR_EVER = {Long.MIN_VALUE, Long.MAX_VALUE};
    /** Above the longest month, in days. */
    private static final int AROUND = 33;

    private final Map<Window, long[]> latest = new HashMap<>();

    /** Start and end of the period that a time is in; of a window that rolls all time. */
    long[] at(Window window, long atMicros) {
        if (window instanceof Window.Fixed fixed) {
            return new long[] {fixed.period().startMicros(), fixed.period().endMicros()};
        }
        if (window.zoneId().isEmpty()) {
            return FOR_EVER;
        }
        long[] period = latest.get(window);
        if (period == null || atMicros < period[0] || atMicros >= period[1]) {
            period = search(window, ZoneId.of(window.zoneId()), atMicros);
            latest.put(window, period);
        }
        return period;
    }

    private static long[] search(Window window, ZoneId zone, long atMicros) {
        LocalDate today = Instant.ofEpochSecond(Math.floorDiv(atMicros, SECOND))
                .atZone(zone)
                .toLocalDate();
        long start = Long.MIN_VALUE;
        for (int day = -AROUND; day <= AROUND; day++) {
            LocalDate date = today.plusDays(day);
            if (begins(window, date)) {
                long begin = date.atStartOfDay(zone).toEpochSecond() * SECOND;
                if (begin > atMicros) {
                    return new long[] {start, begin};
                }
                start = begin;
            }
        }
        throw new IllegalStateException("no period of " + window + " begins after " + atMicros);
    }

    private static boolean begins(Window window, LocalDate date) {
        if (window instanceof Window.CalendarMonth month) {
            return date.getDayOfMonth() == month.startDay();
        }
        return !(window instanceof Window.CalendarWeek week) || date.getDayOfWeek() == week.start();
    }
}
