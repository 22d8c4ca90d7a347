package io.weir.streams.views;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.streams.store.ViewStores;
import io.weir.v1.Aggregate;
import java.time.Duration;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.Topology;
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

    /**
     * Builds it.
     *
     * @param retention how long, in event time, results, decisions, ledger entries and windowed aggregates are kept
     */
    public static Topology build(AvroWire wire, RecordMeters meters, Duration retention) {
        Topology topology = new Topology();
        Inputs inputs = new Inputs(topology, wire, meters, retention);
        inputs.add("results", Topics.RESULTS, ResultsView::new);
        inputs.add("decisions", Topics.DECISIONS, DecisionsView::new);
        inputs.add("ledger", Topics.LEDGER, LedgerView::new);
        inputs.add("aggregates", COST_OF_PASS, stores -> new CostOfPassView(stores, wire, COST_OF_PASS));
        topology.addStateStore(store(ViewStores.RESULTS), "fold-results");
        topology.addStateStore(summing(ViewStores.TENANTS), "fold-results");
        topology.addStateStore(store(ViewStores.DECISIONS), "fold-decisions");
        topology.addStateStore(store(ViewStores.LEDGER), "fold-ledger");
        topology.addStateStore(summing(ViewStores.ACCOUNTS), "fold-ledger");
        topology.addStateStore(store(ViewStores.RECORDS_BY_TIME), "fold-results", "fold-decisions", "fold-ledger");
        topology.addStateStore(store(ViewStores.COST_OF_PASS), "fold-aggregates");
        topology.addStateStore(store(ViewStores.COST_OF_PASS_BY_TIME), "fold-aggregates");
        return topology;
    }

    private record Inputs(Topology topology, AvroWire wire, RecordMeters meters, Duration retention) {
        <T extends SpecificRecord> void add(String name, Topic<T> topic, View.Factory<T> factory) {
            String source = "read-" + name;
            topology.addSource(source, new ByteArrayDeserializer(), new ByteArrayDeserializer(), topic.name());
            topology.addProcessor(
                    "fold-" + name,
                    () -> new ViewProcessor<>(new RecordReader<>(wire, topic), factory, meters, retention),
                    source);
        }
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        return Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray());
    }

    /** Sums change with every record; the cache writes each key to RocksDB and changelog once a commit. */
    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> summing(String name) {
        return store(name).withCachingEnabled();
    }
}
