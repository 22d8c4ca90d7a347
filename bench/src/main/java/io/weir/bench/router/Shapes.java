package io.weir.bench.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.router.RouterTopology;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;

/**
 * What the router appends for each kind of input of a plain query, taken down from its own topology: so the floor writes the
 * same records with the same headers, and puts values of the same size as often.
 */
final class Shapes {

    private static final String CHANGELOG = "-changelog";

    /** Kinds of input of the bench. */
    enum Kind {
        QUERY,
        CLAIM,
        OUTCOME,
        TICK;

        /** Kind of an inbox record, from the first field of its bytes; empty for what is declared. */
        static Optional<Kind> of(byte[] value) {
            // 5 bytes of header, then the length of kind (zigzag), then its text.
            return switch (value[6] * 256 + value[7]) {
                case 'q' * 256 + 'u' -> Optional.of(QUERY);
                case 'c' * 256 + 'l' -> Optional.of(CLAIM);
                case 'o' * 256 + 'u' -> Optional.of(OUTCOME);
                case 't' * 256 + 'i' -> value[8] == 'c' ? Optional.of(TICK) : Optional.empty();
                default -> Optional.empty();
            };
        }
    }

    /** A record of the changelog; a null value deletes. Never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Write(String key, byte @Nullable [] value) {}

    /** A record of a topic. Never compared. */
    @SuppressWarnings("ArrayRecordComponent")
    record Output(String topic, byte @Nullable [] key, byte[] value, Headers headers) {}

    /** What one input brings about. */
    record Shape(List<Write> writes, List<Output> outputs) {}

    private Shapes() {}

    /** @param directory for the driver's state */
    static Map<Kind, Shape> take(AvroWire wire, Path directory) {
        Properties properties = new Properties();
        properties.put("application.id", "weir-bench-shapes");
        properties.put("bootstrap.servers", "none:0");
        properties.put("state.dir", directory.toString());
        Instant now = Instant.now();
        Map<Kind, Shape> shapes = new EnumMap<>(Kind.class);
        try (TopologyTestDriver driver =
                new TopologyTestDriver(RouterTopology.build(new Router(Settings.DEFAULT), wire), properties, now)) {
            TestInputTopic<byte[], byte[]> inbox =
                    driver.createInputTopic(Topics.INBOX.name(), new ByteArraySerializer(), new ByteArraySerializer());
            Load load = new Load(wire, Topics.INBOX.name(), 1, Load.ACCOUNTS_OF_TENANT);
            BenchCatalogue.declare(load, now, record -> pipe(inbox, record, now));
            drain(driver);
            pipe(inbox, load.query(0, now), now);
            shapes.put(Kind.QUERY, drain(driver));
            // Of a tenant that goes on asking: the record of the next query takes over the accounts of this one.
            pipe(inbox, load.query(1, now), now);
            drain(driver);
            pipe(inbox, load.claim(0, now), now);
            shapes.put(Kind.CLAIM, drain(driver));
            pipe(inbox, load.outcome(0, now), now);
            shapes.put(Kind.OUTCOME, drain(driver));
            pipe(inbox, load.tick(0), now);
            shapes.put(Kind.TICK, drain(driver));
        }
        return shapes;
    }

    private static void pipe(TestInputTopic<byte[], byte[]> inbox, ProducerRecord<byte[], byte[]> record, Instant now) {
        inbox.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), now));
    }

    private static Shape drain(TopologyTestDriver driver) {
        List<Write> writes = new ArrayList<>();
        List<Output> outputs = new ArrayList<>();
        for (String topic : driver.producedTopicNames()) {
            var records = driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            while (!records.isEmpty()) {
                TestRecord<byte[], byte[]> record = records.readRecord();
                if (topic.endsWith(CHANGELOG)) {
                    writes.add(new Write(new String(record.key(), UTF_8), record.value()));
                } else {
                    outputs.add(new Output(topic, record.key(), record.value(), record.headers()));
                }
            }
        }
        return new Shape(writes, outputs);
    }
}
