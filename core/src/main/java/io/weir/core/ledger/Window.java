package io.weir.core.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The window of a limit: cuts time into periods, each of which has the whole amount.
 *
 * <p>Calendar periods are those of a time zone, so a month with a clock change is an hour shorter or longer; a fiscal month
 * starts on a day from 1 to 28, which every month has.
 */
public sealed interface Window {

    /** The period that a hold taken at this time belongs to. */
    Period periodAt(long atMicros);

    /** Name on the wire. */
    String wireName();

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
     * Months of a time zone.
     *
     * @param zone time zone
     * @param startDay day of the month on which a period starts, 1 to 28
     */
    record CalendarMonth(ZoneId zone, int startDay) implements Window {
        public CalendarMonth {
            if (startDay < 1 || startDay > 28) {
                throw new IllegalArgumentException("fiscal_start_day must be 1 to 28: " + startDay);
            }
        }

        @Override
        public Period periodAt(long atMicros) {
            LocalDate day =
                    Instant.EPOCH.plus(atMicros, ChronoUnit.MICROS).atZone(zone).toLocalDate();
            YearMonth month = YearMonth.from(day);
            YearMonth first = day.getDayOfMonth() < startDay ? month.minusMonths(1) : month;
            return new Period(startOf(first), startOf(first.plusMonths(1)));
        }

        private long startOf(YearMonth month) {
            Instant start = month.atDay(startDay).atStartOfDay(zone).toInstant();
            return ChronoUnit.MICROS.between(Instant.EPOCH, start);
        }

        @Override
        public String wireName() {
            return "calendar_month";
        }
    }
}
