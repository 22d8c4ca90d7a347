package io.weir.workers;

import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import io.weir.v1.Control;
import io.weir.v1.Inbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker and a registry with Weir's topics, and what a router would do to the topics of a worker. */
final class Platform implements AutoCloseable {

    static final int INBOX_PARTITIONS = 4;
    static final String TRACEPARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final EmbeddedBroker broker;
    private final RegistryServer registry;
    private final Admin admin;
    private final AvroWire wire;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Entry> inbox = new ArrayList<>();
    private final KafkaConsumer<byte[], byte[]> inboxReader;

    /** A record of the inbox with where it stands. */
    record Entry(Inbox value, int partition, long offset, Optional<String> traceparent) {}

    Platform(Path directory) {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        wire = AvroWire.connect(registry.url());
        producer = producer(Map.of());
        new TopicProvisioner(admin, INBOX_PARTITIONS, (short) 1)
                .ensure(List.of(Topics.INBOX, Topics.DLQ, Topics.CONTROLS, Topics.WORKERS));
        inboxReader = reader(Topics.INBOX);
    }

    String bootstrap() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registry.url();
    }

    /** The tier's topics and the settings of its share group, as ingress makes them. */
    void tier(String name) throws Exception {
        new TopicProvisioner(admin, INBOX_PARTITIONS, (short) 1)
                .ensure(Topics.LANES.stream()
                        .map(lane -> Topics.attempts(name, lane))
                        .toList());
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.workerGroup(name));
        List<AlterConfigOp> settings = Stream.of(
                        new ConfigEntry("share.auto.offset.reset", "earliest"),
                        new ConfigEntry("share.isolation.level", "read_committed"),
                        new ConfigEntry("share.record.lock.duration.ms", "15000"),
                        new ConfigEntry("share.delivery.count.limit", "5"))
                .map(entry -> new AlterConfigOp(entry, AlterConfigOp.OpType.SET))
                .toList();
        admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
    }

    KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> properties = new java.util.HashMap<>(more);
        properties.put("bootstrap.servers", bootstrap());
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(Attempt attempt) throws Exception {
        producer.send(record(attempt)).get();
    }

    ProducerRecord<byte[], byte[]> record(Attempt attempt) {
        Topic<Attempt> topic = Topics.attempts(attempt.getTier(), attempt.getLane());
        byte[] key = Topics.attemptKey(attempt.getTenant(), attempt.getQueryId());
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic.name(), key, wire.encode(topic, attempt));
        EventHeaders.traceparent(record.headers(), TRACEPARENT);
        return record;
    }

    void sendRaw(String tier, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(Topics.attempts(tier, "interactive").name(), value))
                .get();
    }

    void send(Control control) throws Exception {
        producer.send(new ProducerRecord<>(Topics.CONTROLS.name(), wire.encode(Topics.CONTROLS, control)))
                .get();
    }

    /** All of the inbox of one tenant so far, in the order of each partition. */
    synchronized List<Entry> inbox(String tenant, String kind) {
        for (ConsumerRecord<byte[], byte[]> record : inboxReader.poll(Duration.ofMillis(100))) {
            Inbox value = wire.decode(Topics.INBOX, record.value());
            inbox.add(
                    new Entry(value, record.partition(), record.offset(), EventHeaders.traceparent(record.headers())));
        }
        return inbox.stream()
                .filter(entry -> entry.value().getId().startsWith(tenant + "/"))
                .filter(entry -> entry.value().getKind().equals(kind))
                .toList();
    }

    /** Every record of a topic so far. */
    <T extends SpecificRecord> List<T> all(Topic<T> topic) {
        List<T> values = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> reader = reader(topic)) {
            long end = reader.endOffsets(reader.assignment()).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            while (values.size() < end) {
                reader.poll(Duration.ofMillis(100)).forEach(record -> values.add(wire.decode(topic, record.value())));
            }
        }
        return values;
    }

    private KafkaConsumer<byte[], byte[]> reader(Topic<?> topic) {
        KafkaConsumer<byte[], byte[]> reader = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap(), "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = reader.partitionsFor(topic.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        reader.assign(partitions);
        reader.seekToBeginning(partitions);
        return reader;
    }

    @Override
    public void close() {
        inboxReader.close();
        producer.close();
        admin.close();
        registry.close();
        broker.close();
    }
}
