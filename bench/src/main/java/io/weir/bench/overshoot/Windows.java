package io.weir.bench.overshoot;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/** The windows of the run's limits, all of UTC, and their periods by the calendar of the JDK. */
final class Windows {

    /** Those that limits are drawn from; a name twice is drawn twice as often. */
    static final List<String> NAMES = List.of(
            "lifetime",
            "lifetime",
            "rolling_minute",
            "rolling_minute",
            "rolling_hour",
            "calendar_day",
            "calendar_week",
            "calendar_month");

    /** A run takes about so many minutes, so that a window of a minute has this share of its load. */
    private static final double MINUTES = 5;

    private Windows() {}

    /** How much of the load of a whole run falls into one period, about. */
    static double share(String window) {
        return window.equals("rolling_minute") ? 1 / MINUTES : 1;
    }

    /** Width of a bucket of a rolling window, in seconds; 0: it does not roll. */
    static long bucketSeconds(String window) {
        return switch (window) {
            case "rolling_minute" -> 1;
            case "rolling_hour" -> 60;
            default -> 0;
        };
    }

    /** The day on which the period begins that a time belongs to, as days since the epoch; 0 without an end. */
    static long periodDay(String window, Instant at) {
        LocalDate day = LocalDate.ofInstant(at, ZoneOffset.UTC);
        return switch (window) {
            case "lifetime" -> 0;
            case "calendar_day" -> day.toEpochDay();
            case "calendar_week" ->
                day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).toEpochDay();
            case "calendar_month" -> day.withDayOfMonth(1).toEpochDay();
            default -> throw new IllegalArgumentException("no window of the bench: " + window);
        };
    }
}
