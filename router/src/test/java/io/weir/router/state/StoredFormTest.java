package io.weir.router.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Period;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.nio.ByteBuffer;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What is stored comes back as it was; what another version stored is not guessed at. */
class StoredFormTest {

    private static final Window MONTH = new Window.CalendarMonth(ZoneId.of("Europe/Berlin"), 28);

    private static Account account(AccountPolicy policy) {
        return new Account(
                "acme/search",
                3,
                true,
                4,
                policy,
                List.of(
                        new Limit("all", Unit.ENERGY, Limit.REMOVED, new Window.Lifetime(), true),
                        new Limit("month", Unit.REQUESTS, 0, MONTH, false)),
                List.of(
                        new Balance(
                                "acme/search",
                                5,
                                "all",
                                Unit.ENERGY,
                                new Window.Lifetime(),
                                true,
                                Period.LIFETIME,
                                6,
                                7,
                                8,
                                9),
                        new Balance(
                                "acme/search",
                                10,
                                "month",
                                Unit.REQUESTS,
                                MONTH,
                                false,
                                new Period(-11, 12),
                                13,
                                14,
                                -15,
                                16)));
    }

    @Test
    void anAccountComesBack() {
        for (Account account : List.of(
                account(new AccountPolicy(0.5, 1L, 2, 3, 4)),
                account(AccountPolicy.DEFAULT),
                Account.unopened("acme"))) {
            assertEquals(account, LedgerState.account(LedgerState.account(account)));
        }
    }

    @Test
    void booksComeBack() {
        assertEquals(new Books(1, Long.MAX_VALUE), LedgerState.books(LedgerState.books(new Books(1, Long.MAX_VALUE))));
    }

    @Test
    void anOpenQueryComesBack_withALeaseAndWithout_withNullsAndWithout() {
        for (OpenQuery open : List.of(
                StateValues.open(false, StateValues.attempt(StateValues.LEASE)),
                StateValues.open(false, StateValues.attempt(null)),
                StateValues.open(true, StateValues.attempt(null)),
                StateValues.open(true, null))) {
            assertEquals(open, QueryState.open(QueryState.open(open)));
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
        assertEquals(plain, QueryState.closed(QueryState.closed(plain)));
        assertEquals(full, QueryState.closed(QueryState.closed(full)));
    }

    @Test
    void aCatalogueAndHealthComeBack() {
        for (Catalogue catalogue : List.of(Catalogue.EMPTY, StateValues.catalogue())) {
            assertEquals(catalogue, CatalogueState.catalogue(CatalogueState.catalogue(catalogue)));
        }
        assertEquals(new TierHealth(5, 6), CatalogueState.health(CatalogueState.health(new TierHealth(5, 6))));
    }

    @Test
    void aValueLargerThanTheFirstBufferComesBack() {
        ClosedQuery large = new ClosedQuery(1, 2, "é".repeat(100_000), "", Map.of("k", "v".repeat(5_000)), List.of());
        assertEquals(large, QueryState.closed(QueryState.closed(large)));
    }

    @Test
    void anotherVersionIsAnError() {
        unknown(LedgerState.account(account(AccountPolicy.DEFAULT)), LedgerState::account);
        unknown(LedgerState.books(Books.EMPTY), LedgerState::books);
        unknown(QueryState.open(StateValues.open(true, null)), QueryState::open);
        unknown(QueryState.closed(new ClosedQuery(1, 2, "", "", Map.of(), List.of())), QueryState::closed);
        unknown(CatalogueState.catalogue(Catalogue.EMPTY), CatalogueState::catalogue);
        unknown(CatalogueState.health(TierHealth.UP), CatalogueState::health);
    }

    private static void unknown(byte[] stored, Function<byte[], ?> read) {
        for (int version : new int[] {0, 2}) {
            ByteBuffer.wrap(stored).putInt(version);
            String message = assertThrows(IllegalStateException.class, () -> read.apply(stored))
                    .getMessage();
            assertEquals("stored value of version " + version + ", known is 1", message);
        }
    }
}
