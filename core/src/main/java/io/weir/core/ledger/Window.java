package io.weir.core.ledger;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The window of a limit: cuts time into periods, each of which has the whole amount.
 *
 * <p>Calendar periods are those of a time zone, so a day with a clock change is an hour shorter or longer, and one whose
 * midnight does not exist begins with its first moment. Every instant belongs to exactly one of them. A rolling window has a
 * period that ends now: see {@link Rolling}.
 */
public sealed interface Window {

    /** The period that a hold taken at this time belongs to, microseconds since the epoch. */
    Period periodAt(long atMicros);

    /** Name on the wire. */
    String wireName();

    /** Time zone of a calendar window; empty for the others. */
    default String zoneId() {
        return "";
    }

    /** Day on which a period starts: 1 to 28 of a month, 1 (Monday) to 7 of a week; 0 for windows without one. */
    default int startDay() {
        return 0;
    }

    /** Whether time slides over it, so that its one balance goes on from period to period. */
    default boolean rolls() {
        return false;
    }

    /**
     * The window of a name on the wire.
     *
     * @param zoneId time zone of a calendar window, else ignored
     * @param startDay start day of a month or week, else ignored
     * @return empty where there is no window of that name
     * @throws DateTimeException where the zone is unknown
     * @throws IllegalArgumentException where the start day is out of range, naming it
     */
    static Optional<Window> of(String wireName, String zoneId, int startDay) {
        return Optional.ofNullable(
                switch (wireName) {
                    case "lifetime" -> new Lifetime();
                    case "rolling_minute" -> Rolling.MINUTE;
                    case "rolling_hour" -> Rolling.HOUR;
                    case "calendar_day" -> new CalendarDay(ZoneId.of(zoneId));
                    case "calendar_week" -> new CalendarWeek(ZoneId.of(zoneId), CalendarWeek.day(startDay));
                    case "calendar_month" -> new CalendarMonth(ZoneId.of(zoneId), startDay);
                    default -> null;
                });
    }

    /** One period for ever. */
    record Lifetime() implements Window {
        @Override
        public Period periodAt(long atMicros) {
            return Period.LIFETIME;
        }

        @Override
        public String wireName() {
            return "lifetime";
        }
    }

    /**
     * One period of its own, as a commitment has it. Before and after it the limit is not in force.
     *
     * @param period the period
     */
    record Fixed(Period period) implements Window {
        @Override
        public Period periodAt(long atMicros) {
            return period;
        }

        @Override
        public String wireName() {
            return "fixed";
        }
    }

    /**
     * The last {@link #BUCKETS} buckets, the current one included: what is posted in a bucket counts until the bucket falls
     * out, 59 to 60 bucket widths later. Buckets begin at whole multiples of their width since the epoch.
     */
    enum Rolling implements Window {
        /** 60 buckets of a second. */
        MINUTE("rolling_minute", 1_000_000L),
        /** 60 buckets of a minute. */
        HOUR("rolling_hour", 60_000_000L);

        /** Buckets of a window: bounds its state. */
        public static final int BUCKETS = 60;

        private final String wireName;
        private final long bucketMicros;

        Rolling(String wireName, long bucketMicros) {
            this.wireName = wireName;
            this.bucketMicros = bucketMicros;
        }

        /** Width of a bucket. */
        public long bucketMicros() {
            return bucketMicros;
        }

        /** Number of the bucket that a time falls into. */
        public long bucketAt(long atMicros) {
            return Math.floorDiv(atMicros, bucketMicros);
        }

        /** The buckets that count at this time, as one period: it ends with the current bucket. */
        @Override
        public Period periodAt(long atMicros) {
            long end = (bucketAt(atMicros) + 1) * bucketMicros;
            return new Period(end - BUCKETS * bucketMicros, end);
        }

        @Override
        public String wireName() {
            return wireName;
        }

        @Override
        public boolean rolls() {
            return true;
        }
    }

    /**
     * Days of a time zone.
     *
     * @param zone time zone
     */
    record CalendarDay(ZoneId zone) implements Window {
        @Override
        public Period periodAt(long atMicros) {
            return LocalDays.period(zone, atMicros, day -> day, first -> first.plusDays(1));
        }

        @Override
        public String wireName() {
            return "calendar_day";
        }

        @Override
        public String zoneId() {
            return zone.getId();
        }
    }

    /**
     * Weeks of a time zone.
     *
     * @param zone time zone
     * @param start day of the week on which a period starts
     */
    record CalendarWeek(ZoneId zone, DayOfWeek start) implements Window {
        @Override
        public Period periodAt(long atMicros) {
            return LocalDays.period(
                    zone,
                    atMicros,
                    day -> day.minusDays(Math.floorMod(day.getDayOfWeek().getValue() - start.getValue(), 7)),
                    first -> first.plusDays(7));
        }

        @Override
        public String wireName() {
            return "calendar_week";
        }

        @Override
        public String zoneId() {
            return zone.getId();
        }

        @Override
        public int startDay() {
            return start.getValue();
        }

        private static DayOfWeek day(int number) {
            if (number < 1 || number > 7) {
                throw new IllegalArgumentException("week_start_day must be 1 (Monday) to 7 (Sunday): " + number);
            }
            return DayOfWeek.of(number);
        }
    }

    /**
     * Months of a time zone.
     *
     * @param zone time zone
     * @param startDay day of the month on which a period starts, 1 to 28, which every month has
     */
    record CalendarMonth(ZoneId zone, int startDay) implements Window {
        public CalendarMonth {
            if (startDay < 1 || startDay > 28) {
                throw new IllegalArgumentException("fiscal_start_day must be 1 to 28: " + startDay);
            }
        }

        @Override
        public Period periodAt(long atMicros) {
            return LocalDays.period(
                    zone,
                    atMicros,
                    day -> (day.getDayOfMonth() < startDay ? day.minusMonths(1) : day).withDayOfMonth(startDay),
                    first -> first.plusMonths(1));
        }

        @Override
        public String wireName() {
            return "calendar_month";
        }

        @Override
        public String zoneId() {
            return zone.getId();
        }
    }
}
