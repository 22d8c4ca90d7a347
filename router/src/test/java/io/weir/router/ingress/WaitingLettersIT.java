package io.weir.router.ingress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.core.admission.QueryBounds;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.router.Drafts;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.v1.DeadLetter;
import io.weir.v1.Inbox;
import io.weir.v1.Query;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Letters that wait, on a real broker, with a clock that only the test moves. */
class WaitingLettersIT {

    private static final int PARTITIONS = 2;

    @TempDir
    private static Path directory;

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final AvroWire wire = new AvroWire(registry);
    private Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    private final Homing homing =
            new Homing(wire.withoutAsking(), PARTITIONS, QueryBounds.DEFAULT, () -> now, tier -> {});
    private EmbeddedBroker broker;
    private KafkaProducer<byte[], byte[]> producer;
    private KafkaConsumer<byte[], byte[]> consumer;
    private WaitingLetters waiting;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory.resolve("kafka" + System.identityHashCode(this))));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicProvisioner(admin, PARTITIONS, (short) 1).ensure(List.of(Topics.DLQ, Topics.INBOX));
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        restart();
    }

    @AfterEach
    void stop() {
        consumer.close();
        producer.close();
        broker.close();
    }

    private void restart() {
        if (consumer != null) {
            consumer.close();
        }
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "group.id",
                        Ingress.RETRY_GROUP_ID,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(Topics.DLQ.name()));
        waiting = new WaitingLetters(wire, List.of(Topics.QUERIES), this::intake, () -> now);
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> {
            waiting.round(consumer);
            return consumer.assignment().size() == PARTITIONS;
        });
        waiting.round(consumer);
    }

    private Intake intake() {
        return new Intake(wire, homing, producer, PARTITIONS);
    }

    /** Registers the query's schema with one more field at its end: another schema, another id. */
    private int register(String field) throws Exception {
        String json = Topics.QUERIES.schema().toString();
        int end = json.lastIndexOf("]}");
        String more = ",{\"name\":\"" + field + "\",\"type\":\"string\",\"default\":\"\"}";
        String variant = json.substring(0, end) + more + json.substring(end);
        return registry.register(Topics.QUERIES.subject(), new AvroSchema(new Schema.Parser().parse(variant)));
    }

    /** A record that names a schema which is not known, written as {@link #register} has it: the last field is empty. */
    private DeadLetter refuse(Query query, int schemaId, long offset) {
        byte[] ours = wire.encode(Topics.QUERIES, query);
        byte[] value = Arrays.copyOf(ours, ours.length + 1);
        ByteBuffer.wrap(value).putInt(1, schemaId);
        Intake intake = intake();
        DeadLetter letter = intake.home(new ConsumerRecord<>(Topics.QUERIES.name(), 0, offset, new byte[] {7}, value));
        assertNotNull(letter);
        assertEquals(now, letter.getRetryAt());
        intake.send(letter);
        intake.flush();
        waiting.more();
        return letter;
    }

    private void pass(Duration time) {
        now = now.plus(time);
        waiting.round(consumer);
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        List<T> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> all = new KafkaConsumer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(topic.name(), 0), new TopicPartition(topic.name(), 1));
            all.assign(partitions);
            all.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = all.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> all.position(end.getKey()) < end.getValue())) {
                all.poll(Duration.ofMillis(100)).forEach(record -> values.add(wire.decode(topic, record.value())));
            }
        }
        return values;
    }

    private DeadLetter last(String id) {
        List<DeadLetter> all = read(Topics.DLQ).stream()
                .filter(letter -> letter.getId().equals(id))
                .toList();
        return all.get(all.size() - 1);
    }

    @Test
    void whatIsRegisteredLaterIsHomedOnce_alsoByAnIngressThatStartsAnew() throws Exception {
        int invented = 4_711;
        DeadLetter forEver = refuse(Drafts.query("acme", "q-1", now), invented, 1);
        int id = register("more") + 1; // the next
        DeadLetter early = refuse(Drafts.query("acme", "q-2", now), id, 2);
        pass(Duration.ofSeconds(30));
        assertEquals(List.of(), read(Topics.INBOX));

        assertEquals(id, register("other"));
        pass(WaitingLetters.ASK_EVERY);

        List<Inbox> homed = read(Topics.INBOX);
        assertEquals(List.of("acme/q-2"), homed.stream().map(Inbox::getId).toList());
        assertEquals(early.getSource(), homed.get(0).getOrigin());
        assertEquals("homed", last(early.getId()).getCode());
        assertEquals(1, last(early.getId()).getRetries());
        assertNotNull(last(forEver.getId()).getRetryAt());

        restart();
        pass(WaitingLetters.SWEEP_EVERY);
        assertEquals(1, read(Topics.INBOX).size());
        assertEquals(3, read(Topics.DLQ).size());
    }

    @Test
    void whatIsNotRegisteredInADayIsFinal() {
        DeadLetter letter = refuse(Drafts.query("acme", "q-1", now), 4_711, 1);
        pass(WaitingLetters.PATIENCE.minusSeconds(1));
        assertNotNull(last(letter.getId()).getRetryAt());

        pass(WaitingLetters.SWEEP_EVERY);

        DeadLetter last = last(letter.getId());
        assertNull(last.getRetryAt());
        assertEquals("unknown_schema", last.getCode());
        assertEquals("4711", last.getValue());
        assertEquals(letter.getRecordValue(), last.getRecordValue());
        assertEquals(2, read(Topics.DLQ).size());
        pass(WaitingLetters.SWEEP_EVERY);
        assertEquals(2, read(Topics.DLQ).size());
        assertEquals(List.of(), read(Topics.INBOX));
    }

    @Test
    void whatBreaksARuleOnceItCanBeReadIsFinal_withTheRule() throws Exception {
        Query query = Drafts.query("acme", "q-1", now);
        query.setAccount("another/account");
        int id = register("more");
        DeadLetter letter = refuse(query, id, 1);

        pass(WaitingLetters.ASK_EVERY);

        DeadLetter last = last(letter.getId());
        assertNull(last.getRetryAt());
        assertEquals("account", last.getField());
        assertTrue(last.getValue().contains("another"), last.getValue());
        assertEquals(List.of(), read(Topics.INBOX));
    }
}
