package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.OpenDay;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.sample.QueryDraft;
import io.weir.core.sample.ReportDraft;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two states are equal when and only when nothing that a decision could read differs. */
class InMemoryStateTest {

    private static final QueryKey KEY = new QueryKey("acme", "q1");

    private static Partition partition() {
        return Partition.withTiers().account("acme", Limits.money(1_000_000)).submit(QueryDraft.of("acme", "q1"));
    }

    @Test
    void theSameInputs_giveEqualStates() {
        assertEquals(partition().state, partition().state);
        assertEquals(partition().state.hashCode(), partition().state.hashCode());
    }

    @Test
    void eachPart_makesStatesDiffer() {
        InMemoryState plain = partition().state;
        InMemoryState clock = partition().state;
        clock.clock(77);
        InMemoryState catalogue = partition().state;
        catalogue.catalogue(Catalogue.EMPTY);
        InMemoryState health = partition().state;
        health.health("small", new TierHealth(1, 0));
        InMemoryState account = partition().state;
        account.account(Account.unopened("zeta"));
        InMemoryState books = partition().state;
        books.books("acme", new Books(9, 9, Chain.START, OpenDay.NONE));
        InMemoryState removed = partition().state;
        removed.removeOpen(KEY);
        InMemoryState closed = partition().state;
        closed.closed(KEY, new ClosedQuery(1, 1, "acme", "", Map.of(), List.of()));
        for (InMemoryState other : List.of(clock, catalogue, health, account, books, removed, closed)) {
            assertNotEquals(plain, other);
        }
        assertNotEquals(plain, new Object());
    }

    @Test
    void closedBefore_isExclusive_andForgettingRemoves() {
        InMemoryState state = new InMemoryState();
        state.closed(KEY, new ClosedQuery(1, 100, "acme", "", Map.of(), List.of()));
        assertEquals(List.of(), state.closedBefore(100, 10));
        assertEquals(List.of(KEY), state.closedBefore(101, 10));
        state.forget(KEY);
        assertEquals(List.of(), state.closedBefore(101, 10));
        assertNull(state.closed(KEY));
    }

    @Test
    void anOpenQuery_isDueAtItsDeadline_orAtTheEndOfItsLease() {
        Partition partition = partition();
        assertEquals(List.of(), partition.state.due(301 * Partition.SECOND - 1, 10));
        assertEquals(List.of(KEY), partition.state.due(301 * Partition.SECOND, 10));
        partition.claim(KEY, 1, "c1", 5 * Partition.SECOND);
        assertEquals(List.of(KEY), partition.state.due(6 * Partition.SECOND, 10));
        partition.answer(KEY, 1, Verdict.PASS);
        assertEquals(List.of(), partition.state.due(Long.MAX_VALUE, 10));
    }

    @Test
    void deciding_doesNotChangeTheState_applyingDoes() {
        InMemoryState state = partition().state;
        Input answer = new Input.OutcomeReported(
                ReportDraft.of(KEY, 1).verdict(Verdict.PASS).write());
        List<Effect> effects = new Router(Settings.DEFAULT).decide(state, answer, Partition.SECOND);
        assertEquals(partition().state, state);
        effects.forEach(effect -> effect.apply(state, Partition.SECOND));
        assertNotEquals(partition().state, state);
        assertNull(state.open(KEY));
        assertNotNull(state.closed(KEY));
    }
}
