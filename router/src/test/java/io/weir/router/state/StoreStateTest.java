package io.weir.router.state;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.query.QueryKey;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.core.routing.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state over stores is the state in memory, step by step and after a restart. */
class StoreStateTest {

    private static final int STEPS = 1_000;
    private static final int EVERY = 100;

    private final KeyValueStore<String, byte[]> state = store("state");
    private final KeyValueStore<String, byte[]> open = store("open");
    private final KeyValueStore<String, byte[]> closed = store("closed");

    private static KeyValueStore<String, byte[]> store(String name) {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(name), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void equalsTheStateInMemory_alsoWhenRebuiltFromTheStores(long seed) {
        RandomInputs inputs = new RandomInputs(seed);
        // A horizon of a minute, so that queries are forgotten too.
        Settings d = Settings.DEFAULT;
        Router router = new Router(new Settings(d.policy(), 1_024, 20_000_000L, 3, 60_000_000L, d.maxLeaseMicros()));
        InMemoryState memory = new InMemoryState();
        StoreState stored = new StoreState(state, open, closed);
        List<Class<?>> seen = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            Input input = inputs.next(memory);
            long at = Router.clock(memory, inputs.nowMicros());
            List<Effect> effects = router.decide(memory, input, at);
            assertEquals(effects, router.decide(stored, input, at), "seed " + seed + " step " + step);
            for (Effect effect : effects) {
                effect.apply(memory, at);
                effect.apply(stored, at);
                seen.add(effect.getClass());
            }
            stored.flush();
            if (step % EVERY == 0) {
                assertSame(memory, stored, inputs);
                stored = new StoreState(state, open, closed);
                assertSame(memory, stored, inputs);
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
        StoreState stored = new StoreState(state, open, closed);
        stored.clock(5);
        stored.clock(3);

        assertEquals(5, stored.clockMicros());
        assertEquals(5, new StoreState(state, open, closed).clockMicros());
    }

    @Test
    void keysThatJoinAlikeAreTwoQueries() {
        StoreState stored = new StoreState(state, open, closed);
        var closedQuery = new io.weir.core.query.ClosedQuery(1, 2, "", "", java.util.Map.of(), List.of());
        stored.closed(new QueryKey("ab", "c"), closedQuery);
        stored.flush();

        assertEquals(null, stored.closed(new QueryKey("a", "bc")));
        assertEquals(List.of(new QueryKey("ab", "c")), new StoreState(state, open, closed).closedBefore(3, 10));
        assertEquals(List.of(), stored.closedBefore(2, 10));
    }
}
