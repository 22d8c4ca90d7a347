package io.weir.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.weir.core.admission.QueryBounds;
import io.weir.core.routing.Settings;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.router.ingress.Ingress;
import io.weir.router.ingress.IngressConfig;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker and registry, and what a test writes and reads on them. */
final class Cluster implements AutoCloseable {

    static final int PARTITIONS = 3;
    private static final short ONE_COPY = 1;
    private static final int UNUSED_AHEAD = 30;

    private final EmbeddedBroker broker;
    private final Admin admin;
    private final KafkaProducer<byte[], byte[]> producer;
    private RegistryServer registry;
    private AvroWire wire;

    Cluster(Path directory) {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        wire = AvroWire.connect(registry.url());
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    Admin admin() {
        return admin;
    }

    String registryUrl() {
        return registry.url();
    }

    void stopRegistry() {
        registry.close();
    }

    void startRegistry(String url) {
        registry = RegistryServer.start(
                RegistryConfig.of(broker.bootstrapServers(), URI.create(url).getPort()));
        wire = AvroWire.connect(registry.url());
    }

    Ingress ingress(String registryUrl) {
        return Ingress.start(new IngressConfig(
                broker.bootstrapServers(),
                registryUrl,
                PARTITIONS,
                ONE_COPY,
                Duration.ofMillis(100),
                Duration.ofSeconds(15),
                QueryBounds.DEFAULT));
    }

    RouterApp router(Path state) {
        return RouterApp.start(
                new RouterConfig(
                        broker.bootstrapServers(),
                        registry.url(),
                        state,
                        "router-0",
                        PARTITIONS,
                        ONE_COPY,
                        1,
                        Duration.ofMillis(50),
                        Settings.DEFAULT),
                () -> {});
    }

    /** An id that the registry has not given and will not give before {@link #registerVariant} asks for it. */
    int unusedSchemaId() throws Exception {
        return registerFiller() + UNUSED_AHEAD;
    }

    /** Registers a topic's schema with another documentation, the same to read but a schema of its own, under an id. */
    void registerVariant(Topic<?> topic, int wanted) throws Exception {
        int id = registerFiller();
        while (id < wanted - 1) {
            id = registerFiller();
        }
        String json = topic.schema().toString().replaceFirst("\"doc\":\"", "\"doc\":\"Variant. ");
        int given = client().register(topic.subject(), new AvroSchema(new Schema.Parser().parse(json)));
        if (given != wanted) {
            throw new IllegalStateException("id " + wanted + " was given to another");
        }
    }

    private int registerFiller() throws Exception {
        String name = "F" + UUID.randomUUID().toString().replace("-", "");
        return client().register(
                        name, new AvroSchema(SchemaBuilder.enumeration(name).symbols("A")));
    }

    private SchemaRegistryClient client() {
        return new CachedSchemaRegistryClient(
                List.of(registry.url()), 100, List.of(new AvroSchemaProvider()), Map.of());
    }

    <T extends SpecificRecord> byte[] bytes(Topic<T> topic, T value) {
        return wire.encode(topic, value);
    }

    <T extends SpecificRecord> void write(Topic<T> topic, int partition, String key, T value) throws Exception {
        write(topic.name(), partition, key, bytes(topic, value));
    }

    void write(String topic, int partition, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), value))
                .get(30, TimeUnit.SECONDS);
    }

    /** All committed records of a topic. */
    <T extends SpecificRecord> List<Read<T>> read(Topic<T> topic) {
        List<Read<T>> records = new ArrayList<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    records.add(new Read<>(record.partition(), wire.decode(topic, record.value())));
                }
            }
        }
        return records;
    }

    /** A record and the partition that it is in. */
    record Read<T>(int partition, T value) {}

    @Override
    public void close() {
        producer.close();
        admin.close();
        registry.close();
        broker.close();
    }
}
