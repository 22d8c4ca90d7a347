package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every kind of window at its edges, to the microsecond. */
class WindowEdgesTest {

    private static final long SECOND = 1_000_000L;
    private static final long HOUR = 3_600 * SECOND;
    private static final long DAY = 24 * HOUR;

    private static long at(String time) {
        return ZonedDateTime.parse(time).toEpochSecond() * SECOND;
    }

    private static Window day(String zone) {
        return new Window.CalendarDay(ZoneId.of(zone));
    }

    private static Window week(String zone, DayOfWeek start) {
        return new Window.CalendarWeek(ZoneId.of(zone), start);
    }

    private static Window month(String zone, int startDay) {
        return new Window.CalendarMonth(ZoneId.of(zone), startDay);
    }

    /** The period is this one, from its first microsecond to its last, and its neighbours meet it. */
    private static void period(Window window, String start, String end) {
        Period period = new Period(at(start), at(end));
        assertEquals(period, window.periodAt(period.startMicros()));
        assertEquals(period, window.periodAt(period.endMicros() - 1));
        assertEquals(
                period.startMicros(), window.periodAt(period.startMicros() - 1).endMicros());
        assertEquals(period.endMicros(), window.periodAt(period.endMicros()).startMicros());
    }

    @Test
    void aDayWithAClockChange_has23Or25Hours() {
        period(day("Europe/Berlin"), "2025-03-30T00:00+01:00", "2025-03-31T00:00+02:00");
        period(day("Europe/Berlin"), "2025-10-26T00:00+02:00", "2025-10-27T00:00+01:00");
        period(day("America/New_York"), "2025-03-09T00:00-05:00", "2025-03-10T00:00-04:00");
        period(day("America/New_York"), "2025-11-02T00:00-04:00", "2025-11-03T00:00-05:00");
        Period spring = day("Europe/Berlin").periodAt(at("2025-03-30T12:00+02:00"));
        assertEquals(23 * HOUR, spring.endMicros() - spring.startMicros());
        Period autumn = day("Europe/Berlin").periodAt(at("2025-10-26T12:00+01:00"));
        assertEquals(25 * HOUR, autumn.endMicros() - autumn.startMicros());
    }

    @Test
    void aDayWhoseMidnightIsSkipped_beginsAtOne() {
        period(day("America/Sao_Paulo"), "2018-11-03T00:00-03:00", "2018-11-04T01:00-02:00");
        period(day("America/Sao_Paulo"), "2018-11-04T01:00-02:00", "2018-11-05T00:00-02:00");
        period(day("Asia/Beirut"), "2022-03-27T01:00+03:00", "2022-03-28T00:00+03:00");
        period(week("Asia/Beirut", DayOfWeek.SUNDAY), "2022-03-27T01:00+03:00", "2022-04-03T00:00+03:00");
    }

    @Test
    void aDayWhoseLastHourComesTwice_isLonger() {
        period(day("America/Sao_Paulo"), "2018-02-17T00:00-02:00", "2018-02-18T00:00-03:00");
        period(day("Asia/Beirut"), "2022-10-29T00:00+03:00", "2022-10-30T00:00+02:00");
    }

    @Test
    void whereMidnightComesTwice_theFirstBeginsTheDay() {
        // Clocks in St John's went back at 00:01 to 23:01 of the day before.
        period(day("America/St_Johns"), "2006-10-28T00:00-02:30", "2006-10-29T00:00-02:30");
        period(day("America/St_Johns"), "2006-10-29T00:00-02:30", "2006-10-30T00:00-03:30");
        long shownAsTheDayBefore = at("2006-10-28T23:30-03:30");
        assertEquals(
                at("2006-10-29T00:00-02:30"),
                day("America/St_Johns").periodAt(shownAsTheDayBefore).startMicros());
        assertEquals(
                at("2006-10-29T00:00-02:30"),
                week("America/St_Johns", DayOfWeek.SUNDAY)
                        .periodAt(shownAsTheDayBefore)
                        .startMicros());
    }

    @Test
    void aDayThatACountrySkipped_isNoPeriod() {
        // Samoa went from the 29th of December 2011 to the 31st.
        period(day("Pacific/Apia"), "2011-12-29T00:00-10:00", "2011-12-31T00:00+14:00");
        period(day("Pacific/Apia"), "2011-12-31T00:00+14:00", "2012-01-01T00:00+14:00");
        period(week("Pacific/Apia", DayOfWeek.FRIDAY), "2011-12-31T00:00+14:00", "2012-01-06T00:00+14:00");
        // Kwajalein skipped the 21st of August 1993.
        period(month("Pacific/Kwajalein", 21), "1993-08-22T00:00+12:00", "1993-09-21T00:00+12:00");
    }

    @Test
    void aWeek_beginsOnItsDay_alsoWithAClockChangeInIt() {
        period(week("Europe/Berlin", DayOfWeek.MONDAY), "2025-03-24T00:00+01:00", "2025-03-31T00:00+02:00");
        period(week("Europe/Berlin", DayOfWeek.SUNDAY), "2025-03-30T00:00+01:00", "2025-04-06T00:00+02:00");
        period(week("Europe/Berlin", DayOfWeek.MONDAY), "2025-10-20T00:00+02:00", "2025-10-27T00:00+01:00");
        period(week("UTC", DayOfWeek.SATURDAY), "2025-12-27T00:00Z", "2026-01-03T00:00Z");
        for (DayOfWeek start : DayOfWeek.values()) {
            Period week = week("Asia/Kolkata", start).periodAt(at("2026-02-28T23:59+05:30"));
            assertEquals(7 * DAY, week.endMicros() - week.startMicros());
        }
    }

    @Test
    void aLeapDay_isADay_inItsWeekAndMonth() {
        period(day("UTC"), "2024-02-29T00:00Z", "2024-03-01T00:00Z");
        period(day("UTC"), "2025-02-28T00:00Z", "2025-03-01T00:00Z");
        period(week("UTC", DayOfWeek.MONDAY), "2024-02-26T00:00Z", "2024-03-04T00:00Z");
        period(month("UTC", 1), "2024-02-01T00:00Z", "2024-03-01T00:00Z");
        period(month("UTC", 1), "2100-02-01T00:00Z", "2100-03-01T00:00Z");
        period(month("UTC", 28), "2024-02-28T00:00Z", "2024-03-28T00:00Z");
    }

    @Test
    void aFiscalMonth_isAsLongAsTheMonthItBeginsIn() {
        period(month("UTC", 15), "2026-01-15T00:00Z", "2026-02-15T00:00Z");
        period(month("UTC", 15), "2026-02-15T00:00Z", "2026-03-15T00:00Z");
        period(month("UTC", 28), "2025-12-28T00:00Z", "2026-01-28T00:00Z");
        period(month("Europe/Berlin", 28), "2025-03-28T00:00+01:00", "2025-04-28T00:00+02:00");
        period(month("Asia/Beirut", 27), "2022-03-27T01:00+03:00", "2022-04-27T00:00+03:00");
    }

    @Test
    void aWindow_isFoundByItsNameOnTheWire() {
        for (Window window : new Window[] {
            new Window.Lifetime(),
            Window.Rolling.MINUTE,
            Window.Rolling.HOUR,
            day("Asia/Beirut"),
            week("Asia/Beirut", DayOfWeek.SUNDAY),
            month("Asia/Beirut", 28)
        }) {
            assertEquals(Optional.of(window), Window.of(window.wireName(), window.zoneId(), window.startDay()));
        }
        assertEquals(Optional.empty(), Window.of("calendar_year", "UTC", 1));
        assertThrows(DateTimeException.class, () -> Window.of("calendar_day", "Mars/Base", 1));
        for (int start : new int[] {0, 8}) {
            assertTrue(assertThrows(IllegalArgumentException.class, () -> Window.of("calendar_week", "UTC", start))
                    .getMessage()
                    .contains("week_start_day must be 1 (Monday) to 7 (Sunday): " + start));
        }
    }

    @Test
    void rollingPeriods_endWithTheCurrentBucket() {
        assertEquals(new Period(-59 * SECOND, SECOND), Window.Rolling.MINUTE.periodAt(0));
        assertEquals(new Period(-59 * SECOND, SECOND), Window.Rolling.MINUTE.periodAt(SECOND - 1));
        assertEquals(new Period(-58 * SECOND, 2 * SECOND), Window.Rolling.MINUTE.periodAt(SECOND));
        assertEquals(new Period(-60 * SECOND, 0), Window.Rolling.MINUTE.periodAt(-1));
        assertEquals(new Period(HOUR, 2 * HOUR), Window.Rolling.HOUR.periodAt(2 * HOUR - 1));
        assertTrue(Window.Rolling.HOUR.rolls());
        assertFalse(day("UTC").rolls());
    }

    private static final Limit MINUTE = new Limit("rpm", Unit.REQUESTS, 10, Window.Rolling.MINUTE, true);

    private static Amounts requests(long count) {
        return new Amounts(0, 0, 0, count);
    }

    @Test
    void whatIsPosted_countsForItsBucketAndFiftyNineMore_toTheMicrosecond() {
        Balance posted = Balance.opening("acme", 1, MINUTE, 0)
                .plusHeld(requests(4))
                .at(5 * SECOND)
                .settle(requests(4), requests(3));
        assertEquals(7, posted.at(65 * SECOND - 1).free());
        assertEquals(10, posted.at(65 * SECOND).free());
        assertEquals(0, posted.at(65 * SECOND).buckets().size());
        assertEquals(posted, posted.at(5 * SECOND + 999_999));
    }

    @Test
    void anExcess_fallsOutLikeAPost_andLateOnesAreInTheBucketOfTheirEntry() {
        Balance late = Balance.opening("acme", 1, MINUTE, 0)
                .plusHeld(requests(1))
                .settle(requests(1), requests(1))
                .at(30 * SECOND)
                .plusExcess(requests(12));
        assertEquals(-3, late.free());
        assertEquals(-2, late.at(60 * SECOND).free());
        assertEquals(10, late.at(90 * SECOND).free());
    }

    @Test
    void anOpenHold_countsHoweverOldItIs() {
        Balance held = Balance.opening("acme", 1, MINUTE, 0).plusHeld(requests(6));
        assertEquals(4, held.at(1_000 * DAY).free());
        Balance settled = held.at(1_000 * DAY).settle(requests(6), requests(6));
        assertEquals(4, settled.free());
        assertEquals(4, settled.at(1_000 * DAY + 60 * SECOND - 1).free());
        assertEquals(10, settled.at(1_000 * DAY + 60 * SECOND).free());
    }

    @Test
    void aRollingBalance_keepsSixtyBucketsAtMost() {
        Balance balance = Balance.opening("acme", 1, MINUTE, 0);
        for (int second = 0; second < 500; second++) {
            balance = balance.at(second * SECOND).plusHeld(requests(1)).settle(requests(1), requests(1));
            assertTrue(balance.buckets().size() <= Window.Rolling.BUCKETS);
        }
        assertEquals(60, balance.posted());
        assertEquals(1, balance.buckets().postedIn(499));
        assertEquals(0, balance.buckets().postedIn(439));
    }

    @Test
    void aRollingHold_namesNoPeriod_soThatItSettlesLater() {
        Account account = Account.unopened("acme").declared(1, true, 1, AccountPolicy.DEFAULT, "", List.of(MINUTE));
        Balance held = account.balancesAt(0).get(0).plusHeld(requests(6));
        account = account.apply(held, 0);
        Balance later = account.kept(held.line(), 500 * SECOND).orElseThrow().settle(requests(6), requests(6));
        account = account.apply(later, 500 * SECOND);
        assertEquals(1, account.balances().size());
        assertEquals(4, account.balancesAt(500 * SECOND).get(0).free());
    }

    private static final Limit DAILY =
            new Limit("day", Unit.REQUESTS, 100, day("Europe/Berlin"), true).withRollover(30);
    private static final long MONDAY = at("2025-03-24T00:00+01:00");

    private static Balance monday(long held, long posted) {
        return Balance.opening("acme", 1, DAILY, MONDAY)
                .plusHeld(requests(held + posted))
                .settle(requests(posted), requests(posted));
    }

    @Test
    void theUnused_isRolledOver_upToTheBound_andOpenHoldsCountAsUsed() {
        assertEquals(130, monday(0, 0).at(MONDAY + DAY).limit());
        assertEquals(130, monday(0, 70).at(MONDAY + DAY).limit());
        assertEquals(129, monday(0, 71).at(MONDAY + DAY).limit());
        assertEquals(110, monday(20, 70).at(MONDAY + DAY).limit());
        assertEquals(100, monday(20, 80).at(MONDAY + DAY).limit());
        assertEquals(
                100, monday(0, 100).plusExcess(requests(50)).at(MONDAY + DAY).limit());
        assertEquals(100, monday(0, 0).at(MONDAY + DAY - 1).limit());
    }

    @Test
    void whatWasRolledOver_isRolledOnWhenItIsNotUsed_withinTheBound() {
        Balance tuesday = monday(0, 0).at(MONDAY + DAY);
        assertEquals(130, tuesday.at(MONDAY + 2 * DAY).limit());
        Balance used = tuesday.plusHeld(requests(110)).settle(requests(110), requests(110));
        assertEquals(120, used.at(MONDAY + 2 * DAY).limit());
    }

    @Test
    void daysThatNobodyTouched_leaveTheirs() {
        Balance spent = monday(0, 100);
        assertEquals(100, spent.at(MONDAY + DAY).limit());
        assertEquals(130, spent.at(MONDAY + 2 * DAY).limit());
        assertEquals(130, spent.at(MONDAY + 400 * DAY).limit());
        Limit large = new Limit("day", Unit.REQUESTS, 100, day("UTC"), true).withRollover(250);
        Balance full = Balance.opening("acme", 1, large, 0).plusHeld(requests(100));
        assertEquals(100, full.at(DAY).limit());
        assertEquals(200, full.at(2 * DAY).limit());
        assertEquals(300, full.at(3 * DAY).limit());
        assertEquals(350, full.at(4 * DAY).limit());
        assertEquals(350, full.at(400 * DAY).limit());
    }

    @Test
    void aLimitWithoutRollover_begins_withItsAmount() {
        Limit plain = new Limit("day", Unit.REQUESTS, 100, day("UTC"), true);
        assertEquals(100, Balance.opening("acme", 1, plain, 0).at(DAY).limit());
        assertThrows(IllegalArgumentException.class, () -> MINUTE.withRollover(1));
        assertThrows(IllegalArgumentException.class, () -> new Limit("l", Unit.MONEY, 1, new Window.Lifetime(), true)
                .withRollover(1));
    }

    @Test
    void aLowerBound_lowersWhatWasRolledOver_aHigherOneDoesNotRaiseIt() {
        Balance tuesday = monday(0, 0).at(MONDAY + DAY);
        assertEquals(
                110, tuesday.withLimit(DAILY.withRollover(10), MONDAY + DAY).limit());
        assertEquals(
                130, tuesday.withLimit(DAILY.withRollover(90), MONDAY + DAY).limit());
        assertEquals(50, tuesday.withLimit(DAILY.withAmount(50), MONDAY + DAY).limit());
    }

    @Test
    void anIncrease_endsAtItsInstant_toTheMicrosecond() {
        for (Window window : new Window[] {new Window.Lifetime(), Window.Rolling.MINUTE, day("UTC")}) {
            Limit limit = new Limit("l", Unit.REQUESTS, 100, window, true).withIncrease(50, 10 * SECOND);
            Balance before = Balance.opening("acme", 1, limit, 0);
            assertEquals(150, before.limit());
            assertEquals(150, before.at(10 * SECOND - 1).limit());
            assertEquals(100, before.at(10 * SECOND).limit());
            assertTrue(before.at(10 * SECOND).limitDiffersFrom(before));
            assertFalse(before.at(10 * SECOND - 1).limitDiffersFrom(before));
            assertEquals(100, Balance.opening("acme", 1, limit, 10 * SECOND).limit());
        }
    }

    @Test
    void anIncrease_goesOnInTheNextPeriod_andIsNotRolledOver() {
        Balance monday = Balance.opening("acme", 1, DAILY.withIncrease(50, MONDAY + DAY + 1), MONDAY);
        assertEquals(150, monday.limit());
        assertEquals(180, monday.at(MONDAY + DAY).limit());
        assertEquals(130, monday.at(MONDAY + DAY + 1).limit());
        Balance above = monday.plusHeld(requests(120));
        assertEquals(150, above.at(MONDAY + DAY).limit());
        assertEquals(0, above.at(MONDAY + DAY).rolledOver());
    }

    @Test
    void aRemovedLimit_hasNeitherRolloverNorIncrease() {
        Balance removed = monday(0, 0).withLimit(DAILY.withAmount(Limit.REMOVED), MONDAY);
        assertEquals(Limit.REMOVED, removed.limit());
        assertEquals(Limit.REMOVED, removed.at(MONDAY + DAY).limit());
        assertEquals(Long.MAX_VALUE, removed.at(MONDAY + DAY).free());
    }

    @Test
    void aTimeBeforeThePeriod_leavesTheBalanceInIt() {
        Balance tuesday = monday(0, 0).at(MONDAY + DAY);
        assertEquals(tuesday, tuesday.at(MONDAY));
    }
}
