package io.weir.router.state;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.Chain;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.OpenDay;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.query.QueryKey;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.core.routing.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state over its tables is the state in memory, step by step, and after a restart from any log that Kafka may have left. */
class StoreStateTest {

    private static final int STEPS = 1_000;
    private static final int EVERY = 50;

    private final CompactedLog log = new CompactedLog();

    private StoreState restored(CompactedLog from) {
        StateTables tables = new StateTables();
        from.replay(tables);
        return new StoreState(tables, log);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void equalsTheStateInMemory_alsoWhenRestoredFromTheLog_howeverItIsCompacted(long seed) {
        RandomInputs inputs = new RandomInputs(seed);
        // A horizon of a minute, so that queries are forgotten too.
        Settings d = Settings.DEFAULT;
        Router router = new Router(
                new Settings(d.policy(), 1_024, 20_000_000L, 3, 60_000_000L, d.maxLeaseMicros(), d.priceGate()));
        InMemoryState memory = new InMemoryState();
        StoreState stored = restored(log);
        List<Class<?>> seen = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Input input = inputs.next(memory);
            long at = Router.clock(memory, inputs.nowMicros());
            List<Effect> effects = router.decide(memory, input, at, step);
            assertEquals(effects, router.step(stored, input, at, step), "seed " + seed + " step " + step);
            Effect.applyAll(effects, memory, at);
            effects.forEach(effect -> seen.add(effect.getClass()));
            stored.flush();
            if (step % EVERY == 0) {
                assertSame(memory, stored, inputs);
                for (int percent : new int[] {0, 60, 100}) {
                    CompactedLog compacted = log.compacted(percent);
                    assertSame(memory, restored(compacted), inputs);
                    assertEquals(
                            log.compacted(100).size(), compacted.compacted(100).size());
                }
                if (step % (2 * EVERY) == 0) {
                    log.replace(log.compacted(60)); // and go on from there
                    stored = restored(log);
                }
            }
        }
        for (Class<?> kind : List.of(
                Effect.Leased.class,
                Effect.OutcomeAccepted.class,
                Effect.LateOutcomeAccepted.class,
                Effect.QueryClosed.class,
                Effect.Forgotten.class,
                Effect.AccountDeclared.class)) {
            assertEquals(true, seen.contains(kind), "seed " + seed + " never had " + kind.getSimpleName());
        }
    }

    private static void assertSame(State expected, State actual, RandomInputs inputs) {
        assertEquals(expected.clockMicros(), actual.clockMicros());
        assertEquals(expected.catalogue(), actual.catalogue());
        RandomInputs.TIERS.forEach(tier -> assertEquals(expected.health(tier), actual.health(tier)));
        RandomInputs.ACCOUNTS.forEach(path -> assertEquals(expected.account(path), actual.account(path)));
        RandomInputs.TENANTS.forEach(tenant -> assertEquals(expected.books(tenant), actual.books(tenant)));
        for (QueryKey key : inputs.keys()) {
            assertEquals(expected.open(key), actual.open(key));
            assertEquals(expected.closed(key), actual.closed(key));
        }
        assertEquals(expected.due(Long.MAX_VALUE, 1_000_000), actual.due(Long.MAX_VALUE, 1_000_000));
        assertEquals(expected.closedBefore(Long.MAX_VALUE, 1_000_000), actual.closedBefore(Long.MAX_VALUE, 1_000_000));
    }

    @Test
    void theClockNeverGoesBack_norAfterARestart() {
        StoreState stored = restored(log);
        stored.clock(5);
        stored.clock(3);
        stored.flush();

        assertEquals(5, stored.clockMicros());
        assertEquals(5, restored(log).clockMicros());
    }

    /** The day of a ledger key's last entry is kept: an entry of the day before it, after a restart, could not be written. */
    @Test
    void theClockOfAStepIsKeptWithIt_whenTheBrokersClockIsSetBackBeforeTheNextTick() {
        long midnight = 20_000 * 86_400_000_000L;
        Router router = new Router(Settings.DEFAULT);
        StoreState stored = restored(log);
        step(router, stored, new Input.Tick(), midnight - 100_000);
        step(router, stored, account(1), midnight);
        StoreState after = restored(log);
        step(router, after, account(2), midnight - 50_000);

        assertEquals(midnight, after.clockMicros());
        assertEquals(2, after.books("acme").seq());
    }

    private static void step(Router router, StoreState state, Input input, long appendMicros) {
        long at = Router.clock(state, appendMicros);
        Effect.applyAll(router.decide(state, input, at), state, at);
        state.flush();
    }

    private static Input account(long revision) {
        Limit limit = new Limit("life", Unit.MONEY, 1_000 * revision, new Window.Lifetime(), true);
        return new Input.AccountChanged("acme", false, revision, AccountPolicy.DEFAULT, List.of(limit));
    }

    @Test
    void keysThatJoinAlikeAreTwoQueries() {
        StoreState stored = restored(log);
        stored.closed(new QueryKey("ab", "c"), closedAt(2));
        stored.flush();

        assertEquals(null, stored.closed(new QueryKey("a", "bc")));
        assertEquals(List.of(new QueryKey("ab", "c")), restored(log).closedBefore(3, 10));
        assertEquals(List.of(), stored.closedBefore(2, 10));
    }

    private static io.weir.core.query.ClosedQuery closedAt(long micros) {
        return new io.weir.core.query.ClosedQuery(1, micros, "", "", java.util.Map.of(), List.of());
    }

    /** What a restart reads does not grow with history, but with accounts and with queries within the horizon. */
    @Test
    void whatIsForgottenLeavesNothingInACompactedLog_andItsCellsSurvive() {
        StoreState stored = restored(log);
        for (int i = 0; i < 1_000; i++) {
            QueryKey key = new QueryKey("acme", "q" + i);
            stored.books("acme", books(i, i));
            stored.health("tier-" + i % 10, new io.weir.core.tier.TierHealth(i, i));
            stored.closed(key, closedAt(i));
            stored.flush();
        }
        assertEquals(1_000, log.size(), "a step is one record");
        for (int i = 0; i < 1_000; i++) {
            stored.forget(new QueryKey("acme", "q" + i));
            stored.flush();
        }
        CompactedLog compacted = log.compacted(100);
        assertEquals(11, compacted.live());
        StoreState after = restored(compacted);
        assertEquals(999, after.books("acme").seq());
        assertEquals(995, after.health("tier-5").errorsInRow());
        assertEquals(List.of(), after.closedBefore(Long.MAX_VALUE, 10));
    }

    /** Whoever reads the fold from outside sees what the router sees. */
    @Test
    void theFoldIsReadable() {
        StoreState stored = restored(log);
        stored.open(StateValues.open(false, StateValues.attempt(null)));
        stored.books("acme", books(1, 2));
        stored.flush();
        StateTables fold = new StateTables();
        log.replay(fold);

        assertEquals(java.util.Set.of(StateValues.KEY), fold.openQueries());
        assertTrue(fold.closedQueries().isEmpty());
        assertEquals(java.util.Map.of("acme", books(1, 2)), fold.books());
        assertTrue(fold.accounts().isEmpty());
    }

    private static Books books(long seq, long outcomeSeq) {
        return new Books(seq, outcomeSeq, new Chain(seq, 0, 0, 1), OpenDay.NONE);
    }
}
