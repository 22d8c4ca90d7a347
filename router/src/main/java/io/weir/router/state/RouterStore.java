package io.weir.router.state;

import java.util.Map;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The one store of the router: {@link StateTables} in memory and their log, a changelog of Kafka Streams, from which they are
 * restored. Values are kept decoded, once; what is appended is not kept beside them.
 */
public final class RouterStore implements StateStore {

    private final StateTables tables = new StateTables();
    /** Appends to the changelog what is put. */
    private final KeyValueStore<Bytes, byte[]> logged;

    private RouterStore(String name) {
        RestoredTables inner = new RestoredTables(name, tables);
        logged = Stores.keyValueStoreBuilder(
                        new KeyValueBytesStoreSupplier() {
                            @Override
                            public String name() {
                                return name;
                            }

                            @Override
                            public KeyValueStore<Bytes, byte[]> get() {
                                return inner;
                            }

                            @Override
                            public String metricsScope() {
                                return "router";
                            }
                        },
                        Serdes.Bytes(),
                        Serdes.ByteArray())
                .withCachingDisabled()
                .build();
    }

    public static StoreBuilder<RouterStore> builder(String name) {
        return new Builder(name);
    }

    public StateTables tables() {
        return tables;
    }

    /** Appends to the changelog, in the transaction of the record that is processed. */
    public void append(byte[] key, byte @Nullable [] value) {
        if (value == null) {
            logged.delete(Bytes.wrap(key));
        } else {
            logged.put(Bytes.wrap(key), value);
        }
    }

    @Override
    public String name() {
        return logged.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        logged.init(context, root);
    }

    @Override
    public void close() {
        logged.close();
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return logged.isOpen();
    }

    /** Logging cannot be turned off: the changelog is what survives. */
    private record Builder(String name) implements StoreBuilder<RouterStore> {

        @Override
        public StoreBuilder<RouterStore> withCachingEnabled() {
            throw new UnsupportedOperationException("the tables are the cache");
        }

        @Override
        public StoreBuilder<RouterStore> withCachingDisabled() {
            return this;
        }

        @Override
        public StoreBuilder<RouterStore> withLoggingEnabled(Map<String, String> config) {
            throw new UnsupportedOperationException("the changelog has the topic settings of the application");
        }

        @Override
        public StoreBuilder<RouterStore> withLoggingDisabled() {
            throw new UnsupportedOperationException("the changelog is what survives");
        }

        @Override
        public RouterStore build() {
            return new RouterStore(name);
        }

        @Override
        public Map<String, String> logConfig() {
            return Map.of();
        }

        @Override
        public boolean loggingEnabled() {
            return true;
        }
    }
}
