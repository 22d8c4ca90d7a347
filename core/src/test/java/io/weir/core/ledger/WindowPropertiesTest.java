package io.weir.core.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of every window at every time: periods part time, sums are those of a plain list, an answer when it fits is exact. */
class WindowPropertiesTest {

    private static final long SECOND = 1_000_000L;
    /** Zones with gaps and overlaps at midnight, halves and quarters of hours, and days that came twice or not at all. */
    private static final List<String> ZONES = List.of(
            "UTC",
            "Europe/Berlin",
            "Europe/London",
            "America/New_York",
            "America/Sao_Paulo",
            "America/St_Johns",
            "America/Havana",
            "America/Asuncion",
            "Asia/Beirut",
            "Asia/Gaza",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Tehran",
            "Africa/Cairo",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Kwajalein",
            "Antarctica/Troll");

    @Provide
    static Arbitrary<Window> windows() {
        Arbitrary<ZoneId> zones = Arbitraries.of(ZONES).map(ZoneId::of);
        return Arbitraries.oneOf(
                zones.map(Window.CalendarDay::new),
                zones.flatMap(
                        zone -> Arbitraries.of(DayOfWeek.values()).map(start -> new Window.CalendarWeek(zone, start))),
                zones.flatMap(zone ->
                        Arbitraries.integers().between(1, 28).map(start -> new Window.CalendarMonth(zone, start))));
    }

    private static void partsTime(Window window, long at) {
        Period period = window.periodAt(at);
        assertTrue(period.contains(at), () -> window + " at " + at + ": " + period);
        assertEquals(period, window.periodAt(period.startMicros()), window::toString);
        assertEquals(period, window.periodAt(period.endMicros() - 1), window::toString);
        assertEquals(period.endMicros(), window.periodAt(period.endMicros()).startMicros(), window::toString);
        assertEquals(
                period.startMicros(), window.periodAt(period.startMicros() - 1).endMicros(), window::toString);
    }

    /** 1960 to 2100. */
    @Property(tries = 4_000)
    void everyInstantBelongsToExactlyOnePeriod(
            @ForAll("windows") Window window,
            @ForAll @LongRange(min = -315_619_200_000_000L, max = 4_102_444_800_000_000L) long at) {
        partsTime(window, at);
    }

    @Property(tries = 3_000)
    void alsoAroundEveryClockChange(
            @ForAll("windows") Window window,
            @ForAll @IntRange(min = 0, max = 10_000) int which,
            @ForAll @LongRange(min = -50L * 3_600 * SECOND, max = 50L * 3_600 * SECOND) long distance) {
        var transitions = ZoneId.of(window.zoneId()).getRules().getTransitions();
        Instant change = transitions.isEmpty()
                ? Instant.EPOCH
                : transitions.get(which % transitions.size()).getInstant();
        partsTime(window, change.getEpochSecond() * SECOND + distance);
        partsTime(window, change.getEpochSecond() * SECOND);
        partsTime(window, change.getEpochSecond() * SECOND - 1);
    }

    /** Steps of a rolling balance: how much time passes, and what is held, then settled for less, and billed above. */
    record Move(long micros, int held, int used, int excess) {}

    @Provide
    static Arbitrary<List<Move>> moves() {
        Arbitrary<Long> micros = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 3 * SECOND), Arbitraries.longs().between(0, 100 * SECOND));
        Arbitrary<Integer> counts = Arbitraries.integers().between(0, 9);
        return Combinators.combine(micros, counts, counts, counts)
                .as((time, held, used, excess) -> new Move(time, held, Math.min(held, used), excess))
                .list()
                .ofMaxSize(30);
    }

    private record Booked(long at, long amount) {}

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void aRollingBalance_isTheSumOfWhatWasBookedInItsBuckets(@ForAll("moves") List<Move> moves) {
        Limit limit = new Limit("l", Unit.REQUESTS, 50, Window.Rolling.MINUTE, true);
        Balance balance = Balance.opening("acme", 1, limit, 0);
        List<Booked> booked = new ArrayList<>();
        long at = 0;
        long open = 0;
        for (Move move : moves) {
            at += move.micros;
            balance = balance.at(at).plusHeld(requests(move.held));
            open += move.held;
            if (move.used > 0) {
                balance = balance.settle(requests(move.used), requests(move.used));
                open -= move.used;
            }
            balance = balance.plusExcess(requests(move.excess));
            booked.add(new Booked(at, move.used + move.excess));
            long oldest = at / SECOND - 59;
            long sum = booked.stream()
                    .filter(one -> one.at / SECOND >= oldest)
                    .mapToLong(Booked::amount)
                    .sum();
            assertEquals(sum, balance.posted() + balance.excess());
            assertEquals(50 - open - sum, balance.free());
            assertEquals(balance.period(), Window.Rolling.MINUTE.periodAt(at));
        }
    }

    @Property(tries = 1_000, edgeCases = EdgeCasesMode.NONE)
    void whatIsSaidToFitAtATime_fitsThen_andNotAMicrosecondBefore(
            @ForAll("moves") List<Move> moves,
            @ForAll @IntRange(min = 0, max = 80) int asked,
            @ForAll @IntRange(min = 0, max = 2) int window,
            @ForAll @IntRange(min = 0, max = 30) int rollover,
            @ForAll @IntRange(min = 0, max = 30) int increase,
            @ForAll @LongRange(min = 1, max = 200_000 * SECOND) long until) {
        Window[] windows = {Window.Rolling.MINUTE, Window.Rolling.HOUR, new Window.CalendarDay(ZoneId.of("Asia/Beirut"))
        };
        Limit limit = new Limit("l", Unit.REQUESTS, 40, windows[window], true)
                .withRollover(window == 2 ? rollover : 0)
                .withIncrease(increase, until);
        Balance balance = Balance.opening("acme", 1, limit, 0);
        long at = 0;
        for (Move move : moves) {
            at += move.micros;
            balance = balance.at(at)
                    .plusHeld(requests(move.held))
                    .settle(requests(move.used), requests(move.used))
                    .plusExcess(requests(move.excess));
        }
        long fits = balance.fitsAt(asked, at);
        if (fits == Fit.NEVER) {
            for (long later : new long[] {at, at + 30 * SECOND, at + 7_200 * SECOND, at + 86_400L * 30 * SECOND}) {
                assertTrue(!balance.at(later).fits(requests(asked)), "never, but at " + later);
            }
        } else {
            assertTrue(balance.at(fits).fits(requests(asked)), "not at " + fits);
            assertTrue(fits == at || !balance.at(fits - 1).fits(requests(asked)), "before " + fits);
        }
    }

    private static Amounts requests(long count) {
        return new Amounts(0, 0, 0, count);
    }
}
