package io.weir.router.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Alerted;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.Buckets;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.OpenDay;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.ledger.Window;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is stored comes back as it was; what another version stored is not guessed at. */
class StoredFormTest {

    private static <V> byte[] stored(Form<V> form, V value) {
        ByteWriter out = new ByteWriter();
        form.write(out, value);
        return out.bytes();
    }

    /** What is read back, to the last byte. */
    private static <V> V again(Form<V> form, String key, V value) {
        ByteReader in = new ByteReader(stored(form, value));
        V read = form.read(key, in);
        assertFalse(in.hasMore());
        return read;
    }

    private static byte[] stored(OpenQuery open) {
        ByteWriter out = new ByteWriter();
        QueryState.open(out, open);
        return out.bytes();
    }

    private static byte[] stored(ClosedQuery closed) {
        ByteWriter out = new ByteWriter();
        QueryState.closed(out, closed);
        return out.bytes();
    }

    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final Window MONTH = new Window.CalendarMonth(ZONE, 28);
    private static final Limit MINUTE = new Limit("rpm", Unit.REQUESTS, 60, Window.Rolling.MINUTE, true);

    private static Account account(AccountPolicy policy) {
        return new Account(
                "acme/search",
                3,
                true,
                4,
                policy,
                "gold",
                List.of(
                        new Limit("all", Unit.ENERGY, Limit.REMOVED, new Window.Lifetime(), true),
                        new Limit("month", Unit.REQUESTS, 0, MONTH, false),
                        new Limit("day", Unit.MONEY, 9, new Window.CalendarDay(ZONE), true)
                                .withThresholds(50, 100)
                                .withRollover(3)
                                .withIncrease(4, 5),
                        new Limit("week", Unit.MONEY, 9, new Window.CalendarWeek(ZONE, DayOfWeek.SUNDAY), true),
                        MINUTE),
                List.of(
                        balance(5, new Limit("all", Unit.ENERGY, 1, new Window.Lifetime(), true), Period.LIFETIME),
                        balance(10, new Limit("month", Unit.REQUESTS, 0, MONTH, false), new Period(-11, 12)),
                        new Balance(
                                "acme/search",
                                3,
                                MINUTE,
                                new Period(0, 60_000_000),
                                0,
                                0,
                                1,
                                9,
                                4,
                                0,
                                Buckets.NONE.plus(7, 4, 0).plus(59, 5, 4),
                                new Alerted(100, 119_000_000)),
                        balance(
                                11,
                                new Limit("commitment:c", Unit.MONEY, 12, new Window.Fixed(new Period(13, 14)), false),
                                new Period(13, 14))),
                List.of(new Grant.Booked("c", 15, 16), new Grant.Booked("g", -17, 18)));
    }

    private static Balance balance(long generation, Limit limit, Period period) {
        return new Balance("acme/search", generation, limit, period, 6, 7, 8, 9, -15, -16, Buckets.NONE, Alerted.NONE);
    }

    @Test
    void anAccountComesBack() {
        for (Account account : List.of(
                account(new AccountPolicy(
                        0.5, 1L, 2, 3, 4, false, new WhenItDoesNotFit(List.of(WhenItDoesNotFit.Way.WAIT), 0, 5))),
                account(AccountPolicy.DEFAULT),
                Account.unopened("acme"))) {
            assertEquals(account, again(LedgerState.ACCOUNT, account.path(), account));
        }
    }

    @Test
    void booksComeBack() {
        Books books = new Books(
                1,
                Long.MAX_VALUE,
                new Chain(2, 3, 4, -5),
                new OpenDay(6, 7, new Amounts(8, 9, 10, 11), new Amounts(12, 13, 14, 15)));
        assertEquals(books, again(LedgerState.BOOKS, "acme", books));
    }

    @Test
    void anOpenQueryComesBack_withALeaseAndWithout_withNullsAndWithout() {
        for (OpenQuery open : List.of(
                StateValues.open(false, StateValues.attempt(StateValues.LEASE)),
                StateValues.open(false, StateValues.attempt(null)),
                StateValues.open(true, StateValues.attempt(null)),
                StateValues.open(true, null))) {
            assertEquals(open, QueryState.open(StateValues.KEY, stored(open)));
        }
    }

    @Test
    void aClosedQueryComesBack() {
        ClosedQuery plain = new ClosedQuery(-1, 2, "acme", "task", Map.of(), List.of());
        ClosedQuery full = new ClosedQuery(
                Long.MIN_VALUE,
                2,
                "acme/search",
                "t",
                Map.of("a", "b"),
                List.of(StateValues.abandoned(1), StateValues.abandoned(2)));
        assertEquals(plain, QueryState.closed(stored(plain)));
        assertEquals(full, QueryState.closed(stored(full)));
    }

    @Test
    void aCatalogueAndHealthComeBack() {
        for (Catalogue catalogue : List.of(Catalogue.EMPTY, StateValues.catalogue())) {
            assertEquals(catalogue, again(CatalogueState.CATALOGUE, "", catalogue));
        }
        TierHealth health = new TierHealth(5, 6);
        assertEquals(health, again(CatalogueState.HEALTH, "small", health));
        assertEquals(Long.MIN_VALUE, again(CatalogueState.CLOCK, "", Long.MIN_VALUE));
    }

    @Test
    void aValueLargerThanTheFirstBufferComesBack() {
        ClosedQuery large = new ClosedQuery(1, 2, "é".repeat(100_000), "", Map.of("k", "v".repeat(5_000)), List.of());
        assertEquals(large, QueryState.closed(stored(large)));
    }

    @Test
    void anotherVersionIsAnError() {
        unknown(LedgerState.ACCOUNT, account(AccountPolicy.DEFAULT), "account");
        unknown(LedgerState.BOOKS, Books.EMPTY, "books");
        unknown(CatalogueState.CATALOGUE, Catalogue.EMPTY, "catalogue");
        unknown(CatalogueState.HEALTH, TierHealth.UP, "health");
        unknown(CatalogueState.CLOCK, 1L, "clock");
        unknown(stored(StateValues.open(true, null)), bytes -> QueryState.open(StateValues.KEY, bytes), "open query");
        unknown(stored(new ClosedQuery(1, 2, "", "", Map.of(), List.of())), QueryState::closed, "closed query");
    }

    private static <V> void unknown(Form<V> form, V value, String name) {
        unknown(stored(form, value), bytes -> form.read("key", new ByteReader(bytes)), name);
    }

    private static void unknown(byte[] stored, Function<byte[], ?> read, String name) {
        byte known = stored[0];
        for (int version : new int[] {0, known + 1}) {
            stored[0] = (byte) version;
            String message = assertThrows(IllegalStateException.class, () -> read.apply(stored))
                    .getMessage();
            assertEquals("stored " + name + " of version " + version + ", known is " + known, message);
        }
    }

    @Test
    void everyIntegerAndEveryDoubleComesBack() {
        ByteWriter out = new ByteWriter();
        long[] longs = {0, -1, 63, 64, -65, 1L << 35, Long.MAX_VALUE, Long.MIN_VALUE};
        double[] doubles = {0.0, -0.0, 0.1, Double.MIN_VALUE, Double.NEGATIVE_INFINITY};
        out.longs(longs).doubles(doubles);
        ByteReader in = new ByteReader(out.bytes());
        for (long value : longs) {
            assertEquals(value, in.longs());
        }
        for (double value : doubles) {
            assertEquals(value, in.doubles());
        }
        assertFalse(in.hasMore());
    }
}
