package io.weir.router.state;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Entries of a store, decoded. A step reads some of them often and writes some of them twice: each is decoded once a step, and
 * encoded and logged once, when the step ends. The latest are kept decoded from step to step, as many as is said.
 *
 * <p>Nothing else may write these keys of the store.
 */
final class StepEntries<V> {

    private final KeyValueStore<String, byte[]> store;
    private final String prefix;
    private final int kept;
    private final Function<V, byte[]> encode;
    private final Function<byte[], V> decode;
    /** In order of use, the least recent first. */
    private final LinkedHashMap<String, V> decoded = new LinkedHashMap<>(16, 0.75f, true);

    private final Map<String, Optional<V>> changed = new LinkedHashMap<>();

    /**
     * @param prefix of the keys in the store
     * @param kept most values kept decoded between steps; 0 where they may be large
     */
    StepEntries(
            KeyValueStore<String, byte[]> store,
            String prefix,
            int kept,
            Function<V, byte[]> encode,
            Function<byte[], V> decode) {
        this.store = store;
        this.prefix = prefix;
        this.kept = kept;
        this.encode = encode;
        this.decode = decode;
    }

    @Nullable
    V get(String key) {
        Optional<V> change = changed.get(key);
        if (change != null) {
            return change.orElse(null);
        }
        V known = decoded.get(key);
        if (known != null) {
            return known;
        }
        byte[] stored = store.get(prefix + key);
        if (stored == null) {
            return null;
        }
        V value = decode.apply(stored);
        decoded.put(key, value);
        return value;
    }

    void put(String key, V value) {
        changed.put(key, Optional.of(value));
    }

    void remove(String key) {
        changed.put(key, Optional.empty());
    }

    /** Writes what the step has changed, in the order of first change, and lets go of what is not kept. */
    void flush() {
        for (Map.Entry<String, Optional<V>> change : changed.entrySet()) {
            String key = change.getKey();
            Optional<V> value = change.getValue();
            if (value.isPresent()) {
                store.put(prefix + key, encode.apply(value.get()));
                decoded.put(key, value.get());
            } else {
                store.delete(prefix + key);
                decoded.remove(key);
            }
        }
        changed.clear();
        if (kept == 0) {
            decoded.clear();
        }
        var oldest = decoded.entrySet().iterator();
        for (int over = decoded.size() - kept; over > 0; over--) {
            oldest.next();
            oldest.remove();
        }
    }
}
