package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final long HOUR = 3_600_000_000L;

    private static long at(String time) {
        return ZonedDateTime.parse(time).toEpochSecond() * 1_000_000L;
    }

    private static Window month(String zone, int startDay) {
        return new Window.CalendarMonth(ZoneId.of(zone), startDay);
    }

    @Test
    void aLifetime_isOnePeriodForEver() {
        Window lifetime = new Window.Lifetime();
        assertEquals(Period.LIFETIME, lifetime.periodAt(0));
        assertEquals(Period.LIFETIME, lifetime.periodAt(Long.MAX_VALUE));
        assertEquals("lifetime", lifetime.wireName());
        assertTrue(Period.LIFETIME.isLifetime());
        assertFalse(new Period(0, Long.MAX_VALUE).isLifetime());
    }

    @Test
    void aMonth_beginsAtLocalMidnight_andEndsJustBeforeTheNext() {
        Window month = month("Asia/Kolkata", 1);
        Period march = new Period(at("2026-03-01T00:00+05:30"), at("2026-04-01T00:00+05:30"));
        assertEquals(march, month.periodAt(march.startMicros()));
        assertEquals(march, month.periodAt(march.endMicros() - 1));
        assertEquals(march.endMicros(), month.periodAt(march.endMicros()).startMicros());
        assertEquals(
                march.startMicros(), month.periodAt(march.startMicros() - 1).endMicros());
        assertEquals("calendar_month", month.wireName());
    }

    @Test
    void aMonthWithAClockChange_isAnHourShorterOrLonger() {
        Period spring = month("Europe/Berlin", 1).periodAt(at("2025-03-30T02:59:59.999+01:00"));
        assertEquals(at("2025-03-01T00:00+01:00"), spring.startMicros());
        assertEquals(at("2025-04-01T00:00+02:00"), spring.endMicros());
        assertEquals(31 * 24 * HOUR - HOUR, spring.endMicros() - spring.startMicros());
        Period autumn = month("Europe/Berlin", 1).periodAt(at("2025-10-26T02:30+01:00"));
        assertEquals(31 * 24 * HOUR + HOUR, autumn.endMicros() - autumn.startMicros());
        Period november = month("America/New_York", 1).periodAt(at("2025-11-02T01:30-05:00"));
        assertEquals(30 * 24 * HOUR + HOUR, november.endMicros() - november.startMicros());
    }

    @Test
    void february_hasADayMoreInALeapYear() {
        Window month = month("UTC", 1);
        Period leap = month.periodAt(at("2024-02-29T23:59:59Z"));
        assertEquals(29 * 24 * HOUR, leap.endMicros() - leap.startMicros());
        assertEquals(leap.endMicros(), month.periodAt(at("2024-03-01T00:00Z")).startMicros());
        Period plain = month.periodAt(at("2025-02-28T23:59:59Z"));
        assertEquals(28 * 24 * HOUR, plain.endMicros() - plain.startMicros());
    }

    @Test
    void aFiscalMonth_beginsOnItsDay_alsoAcrossTheYear() {
        Window month = month("UTC", 15);
        assertEquals(
                at("2025-12-15T00:00Z"),
                month.periodAt(at("2026-01-14T23:59:59Z")).startMicros());
        assertEquals(
                at("2026-01-15T00:00Z"),
                month.periodAt(at("2026-01-14T23:59:59Z")).endMicros());
        assertEquals(
                at("2026-01-15T00:00Z"), month.periodAt(at("2026-01-15T00:00Z")).startMicros());
    }

    @Test
    void aFiscalDay_isOneThatEveryMonthHas() {
        assertEquals(
                at("2026-02-28T00:00Z"),
                month("UTC", 28).periodAt(at("2026-03-01T00:00Z")).startMicros());
        assertEquals(1, new Window.CalendarMonth(ZoneId.of("UTC"), 1).startDay());
        for (int day : List.of(0, 29)) {
            IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> month("UTC", day));
            assertTrue(refused.getMessage().contains("" + day));
        }
    }

    @Test
    void periods_areContiguous_andHoldTheMomentTheyAreOf() {
        Random random = new Random(4);
        List<String> zones = List.of(
                "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Apia", "America/Sao_Paulo");
        for (int i = 0; i < 3_000; i++) {
            Window month = month(zones.get(random.nextInt(zones.size())), 1 + random.nextInt(28));
            // 1970 to 2060, sub-second moments too, and before the epoch now and then
            long moment = (long) ((random.nextDouble() - 0.01) * 90 * 365 * 24 * HOUR) + random.nextInt(1_000);
            Period period = month.periodAt(moment);
            assertTrue(period.startMicros() <= moment && moment < period.endMicros(), month + " at " + moment);
            assertEquals(period, month.periodAt(period.startMicros()));
            assertEquals(period, month.periodAt(period.endMicros() - 1));
            assertEquals(period.endMicros(), month.periodAt(period.endMicros()).startMicros());
        }
    }

    @Test
    void aPeriod_endsAfterItsStart() {
        assertEquals(1, new Period(0, 1).endMicros());
        assertThrows(IllegalArgumentException.class, () -> new Period(1, 1));
    }
}
