package io.weir.streams.views;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.streams.store.ViewStores;
import io.weir.v1.Aggregate;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The wiring: one processor an input, no repartitioning, no output topics but the changelogs.
 *
 * <p>Results, decisions and ledger are keyed by tenant and share their number of partitions. Their processors share a
 * store, so Streams puts one partition of all three in one task: whatever there is about a tenant is on one instance.
 *
 * <p>Stores are RocksDB under the state directory: a restart opens them and reads on, where stores in memory would read
 * whole changelogs again, and their size is not that of the heap. Streams' rocksdbjni clashes only with Flink's
 * frocksdbjni, which the local stack does not have on its class path.
 */
public final class ViewsTopology {
    /** Aggregates by slice and window. */
    public static final Topic<Aggregate> COST_OF_PASS = Topics.aggregates("cost-of-pass");

    private ViewsTopology() {}

    /** Topics that it reads; they must exist. */
    public static List<Topic<?>> inputs() {
        return List.of(Topics.RESULTS, Topics.DECISIONS, Topics.LEDGER, COST_OF_PASS);
    }

    /** Builds it on RocksDB; {@link #build(AvroWire, RecordMeters, Duration, Function)} says the rest. */
    public static Topology build(AvroWire wire, RecordMeters meters, Duration retention) {
        return build(wire, meters, retention, Stores::persistentKeyValueStore);
    }

    /**
     * Builds it.
     *
     * @param retention how long, in event time, results, decisions, ledger entries and windowed aggregates are kept
     * @param stores makes a store of a name
     */
    public static Topology build(
            AvroWire wire,
            RecordMeters meters,
            Duration retention,
            Function<String, KeyValueBytesStoreSupplier> stores) {
        Topology topology = new Topology();
        Wiring wiring = new Wiring(topology, wire, meters, retention, stores);
        wiring.input("results", Topics.RESULTS, ResultsView::new);
        wiring.input("decisions", Topics.DECISIONS, DecisionsView::new);
        wiring.input("ledger", Topics.LEDGER, LedgerView::new);
        wiring.input("aggregates", COST_OF_PASS, opened -> new CostOfPassView(opened, wire, COST_OF_PASS));
        topology.addStateStore(wiring.store(ViewStores.RESULTS), "fold-results");
        topology.addStateStore(wiring.summing(ViewStores.TENANTS), "fold-results");
        topology.addStateStore(wiring.store(ViewStores.DECISIONS), "fold-decisions");
        topology.addStateStore(wiring.store(ViewStores.LEDGER), "fold-ledger");
        topology.addStateStore(wiring.summing(ViewStores.ACCOUNTS), "fold-ledger");
        topology.addStateStore(
                wiring.store(ViewStores.RECORDS_BY_TIME), "fold-results", "fold-decisions", "fold-ledger");
        topology.addStateStore(wiring.store(ViewStores.COST_OF_PASS), "fold-aggregates");
        topology.addStateStore(wiring.store(ViewStores.COST_OF_PASS_BY_TIME), "fold-aggregates");
        return topology;
    }

    private record Wiring(
            Topology topology,
            AvroWire wire,
            RecordMeters meters,
            Duration retention,
            Function<String, KeyValueBytesStoreSupplier> stores) {

        <T extends SpecificRecord> void input(String name, Topic<T> topic, View.Factory<T> factory) {
            String source = "read-" + name;
            topology.addSource(source, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
            topology.addProcessor(
                    "fold-" + name,
                    () -> new ViewProcessor<>(new RecordReader<>(wire, topic), factory, meters, retention),
                    source);
        }

        StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
            return Stores.keyValueStoreBuilder(stores.apply(name), Serdes.Bytes(), Serdes.ByteArray());
        }

        /** Sums change with every record; the cache writes each key to store and changelog once a commit. */
        StoreBuilder<KeyValueStore<Bytes, byte[]>> summing(String name) {
            return store(name).withCachingEnabled();
        }
    }
}
