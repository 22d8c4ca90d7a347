package io.weir.bench.router;

import io.weir.bench.router.Shapes.Kind;
import io.weir.bench.router.Shapes.Output;
import io.weir.bench.router.Shapes.Shape;
import io.weir.bench.router.Shapes.Write;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.processor.TopicNameExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/** The topologies that the router is held against. */
final class Floors {

    static final String IDENTITY_OUT = "bench.identity.out";
    private static final String STORE = "state";

    private Floors() {}

    /** Bytes in, the same bytes out. */
    static Topology identity() {
        Topology topology = new Topology();
        topology.addSource("inbox", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Subject.IDENTITY.inbox());
        topology.addSink("out", IDENTITY_OUT, new ByteArraySerializer(), new ByteArraySerializer(), "inbox");
        return topology;
    }

    /** The router's inputs and outputs, stores and sink, with prepared values: no decoding, deciding, reading or encoding. */
    static Topology shape(Map<Kind, Shape> shapes) {
        Topology topology = new Topology();
        topology.addSource("inbox", new ByteArrayDeserializer(), new ByteArrayDeserializer(), Subject.SHAPE.inbox());
        topology.addProcessor("shape", () -> new ShapeProcessor(shapes), "inbox");
        topology.addStateStore(
                Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.ByteArray())
                        .withCachingDisabled(),
                "shape");
        TopicNameExtractor<byte[], Placed> topic =
                (key, value, context) -> value.output().topic();
        StreamPartitioner<byte[], Placed> partition =
                (name, key, value, partitions) -> Optional.of(Set.of(value.partition() % partitions));
        topology.addSink(
                "out",
                topic,
                new ByteArraySerializer(),
                (name, value) -> value.output().value(),
                partition,
                "shape");
        return topology;
    }

    /** An output and the partition that it goes to: its cause's. */
    private record Placed(Output output, int partition) {}

    /** Emits a shape for each input. Entries by query get keys of their own, of the same length, in the order of queries. */
    private static final class ShapeProcessor implements Processor<byte[], byte[], byte[], Placed> {

        private static final int DIGITS = 12;
        /** What the key of a record of a query begins with. */
        private static final String QUERY = "query/";

        private final Map<Kind, Shape> shapes;
        private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
        private @Nullable KeyValueStore<String, byte[]> store;
        private @Nullable ProcessorContext<byte[], Placed> context;

        ShapeProcessor(Map<Kind, Shape> shapes) {
            this.shapes = shapes;
        }

        @Override
        public void init(ProcessorContext<byte[], Placed> newContext) {
            context = newContext;
            store = newContext.getStateStore(STORE);
        }

        @Override
        public void process(Record<byte[], byte[]> record) {
            Optional<Kind> kind = Kind.of(record.value());
            if (kind.isEmpty()) {
                return;
            }
            ProcessorContext<byte[], Placed> to = Objects.requireNonNull(context);
            long count = counts.merge(kind.get(), 1L, Long::sum);
            Shape shape = Objects.requireNonNull(shapes.get(kind.get()));
            for (Write write : shape.writes()) {
                String key = write.key().startsWith(QUERY) ? ofQuery(write.key(), count) : write.key();
                if (write.value() == null) {
                    to(store).delete(key);
                } else {
                    to(store).put(key, write.value());
                }
            }
            int partition = to.taskId().partition();
            for (Output output : shape.outputs()) {
                to.forward(new Record<>(
                        output.key(),
                        new Placed(output, partition),
                        record.timestamp(),
                        new RecordHeaders(output.headers())));
            }
        }

        private static KeyValueStore<String, byte[]> to(@Nullable KeyValueStore<String, byte[]> store) {
            return Objects.requireNonNull(store);
        }

        private static String ofQuery(String key, long count) {
            String digits = Long.toString(count);
            return key.substring(0, key.length() - DIGITS) + "0".repeat(DIGITS - digits.length()) + digits;
        }
    }
}
