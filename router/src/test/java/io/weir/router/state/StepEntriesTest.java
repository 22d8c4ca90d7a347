package io.weir.router.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

class StepEntriesTest {

    private final List<String> encoded = new ArrayList<>();
    private final List<String> decoded = new ArrayList<>();
    private final KeyValueStore<String, byte[]> store = store();

    private static KeyValueStore<String, byte[]> store() {
        KeyValueStore<String, byte[]> store = Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore("store"), Serdes.String(), Serdes.ByteArray())
                .withCachingDisabled()
                .withLoggingDisabled()
                .build();
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        store.init(context.getStateStoreContext(), store);
        return store;
    }

    private StepEntries<String> entries(int kept) {
        return new StepEntries<>(
                store,
                "p/",
                kept,
                value -> {
                    encoded.add(value);
                    return value.getBytes(UTF_8);
                },
                bytes -> {
                    decoded.add(new String(bytes, UTF_8));
                    return new String(bytes, UTF_8);
                });
    }

    @Test
    void whatAStepWritesTwiceIsEncodedOnce_andReadAtOnce() {
        StepEntries<String> entries = entries(8);
        entries.put("a", "1");
        entries.put("a", "2");

        assertEquals("2", entries.get("a"));
        assertNull(store.get("p/a"));
        entries.flush();

        assertEquals(List.of("2"), encoded);
        assertEquals("2", new String(store.get("p/a"), UTF_8));
    }

    @Test
    void whatIsRemovedIsGoneAtOnce_andInTheStoreWhenTheStepEnds() {
        store.put("p/a", "1".getBytes(UTF_8));
        StepEntries<String> entries = entries(8);
        assertEquals("1", entries.get("a"));
        entries.remove("a");

        assertNull(entries.get("a"));
        entries.flush();

        assertNull(store.get("p/a"));
        assertNull(entries.get("a"));
    }

    @Test
    void theLatestAreKeptDecoded_noMoreThanIsSaid() {
        for (String key : List.of("a", "b", "c")) {
            store.put("p/" + key, key.getBytes(UTF_8));
        }
        StepEntries<String> entries = entries(2);
        for (String key : List.of("a", "b", "a", "c")) {
            entries.get(key);
        }
        entries.flush();
        for (String key : List.of("a", "c", "b")) {
            entries.get(key);
        }

        assertEquals(List.of("a", "b", "c", "b"), decoded);
    }

    @Test
    void whereNoneAreKept_eachIsDecodedOnceAStep() {
        store.put("p/a", "1".getBytes(UTF_8));
        StepEntries<String> entries = entries(0);
        for (int step = 0; step < 2; step++) {
            entries.get("a");
            entries.get("a");
            entries.flush();
        }

        assertEquals(List.of("1", "1"), decoded);
    }
}
