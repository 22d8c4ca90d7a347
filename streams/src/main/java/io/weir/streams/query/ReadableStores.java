package io.weir.streams.query;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** State stores for reading, each over all local partitions. */
public interface ReadableStores {
    /**
     * A store.
     *
     * @throws ViewsUnavailableException if it cannot be read at the moment
     */
    ReadOnlyKeyValueStore<Bytes, byte[]> store(String name);
}
