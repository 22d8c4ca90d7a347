package io.weir.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.v1.Outcome;
import io.weir.v1.Usage;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A real broker and a real registry, with the topics of the jobs; what the router would write is written by the test. */
final class River implements AutoCloseable {
    static final int PARTITIONS = 4;

    private static final List<String> STATUSES =
            List.of("answered", "answered", "answered", "truncated", "error", "lost");
    private static final List<String> VERDICTS = List.of("pass", "fail", "unknown");

    private final EmbeddedBroker broker;
    private final String registryUrl;
    private final AvroWire wire;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Outcome> committed = new ArrayList<>();
    private final Random random;
    private RegistryServer registry;
    private long clockMicros = Given.START;

    River(Path directory, long seed) {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        registryUrl = registry.url();
        wire = AvroWire.connect(registryUrl);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicProvisioner(admin, PARTITIONS, (short) 1)
                    .ensure(List.of(
                            Topics.OUTCOMES, Topics.aggregates("cost-of-pass"), Topics.CALIBRATION, Topics.DLQ));
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "router"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        random = new Random(seed);
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    String registryUrl() {
        return registryUrl;
    }

    void stopRegistry() {
        registry.close();
    }

    /** At the address that it had. */
    void startRegistry() {
        int port = URI.create(registryUrl).getPort();
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), port));
    }

    /** Every outcome that was committed. */
    Recomputed recomputed() {
        return new Recomputed(List.copyOf(committed));
    }

    int outcomes() {
        return committed.size();
    }

    /** Commits outcomes of several slices, statuses, verdicts and minutes. */
    void commit(int count) {
        committed.addAll(send(count));
        producer.commitTransaction();
    }

    /** Writes outcomes and takes them back. */
    void abort(int count) {
        send(count);
        producer.flush();
        producer.abortTransaction();
    }

    /** Commits bytes that are no outcome, to one partition. */
    void poison(int partition, byte[] value) {
        producer.beginTransaction();
        append(partition, null, value);
        producer.commitTransaction();
    }

    private List<Outcome> send(int count) {
        List<Outcome> outcomes = IntStream.range(0, count).mapToObj(i -> next()).toList();
        producer.beginTransaction();
        for (Outcome outcome : outcomes) {
            int partition = Topics.partitionOf(outcome.getTenant(), PARTITIONS);
            append(partition, outcome.getTenant().getBytes(UTF_8), wire.encode(Topics.OUTCOMES, outcome));
        }
        return outcomes;
    }

    /** A record that cannot be written makes the commit of its transaction throw, so its future need not be looked at. */
    private void append(int partition, byte[] key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(Topics.OUTCOMES.name(), partition, key, value));
    }

    private Outcome next() {
        clockMicros += random.nextInt(3_000_000);
        return Outcome.newBuilder()
                .setTenant("tenant-" + random.nextInt(8))
                .setQueryId("q" + random.nextLong())
                .setAttempt(1)
                .setTask(random.nextBoolean() ? "add2" : "mul3")
                .setTier(random.nextBoolean() ? "small" : "large")
                .setStatus(STATUSES.get(random.nextInt(STATUSES.size())))
                .setVerdict(VERDICTS.get(random.nextInt(VERDICTS.size())))
                .setLate(random.nextInt(10) == 0)
                .setCostNanodollars((long) random.nextInt(1_000_000))
                .setUsage(Usage.newBuilder()
                        .setInputTokens(random.nextInt(500))
                        .setOutputTokens(random.nextInt(3_000))
                        .build())
                .setEnergyMillijoules(random.nextInt(10_000))
                .setAt(EventTime.instant(clockMicros))
                .build();
    }

    /** Values of a topic as they stand, partition by partition. */
    <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return records(topic).stream()
                .map(record -> wire.decode(topic, record.value()))
                .toList();
    }

    List<ConsumerRecord<byte[], byte[]>> records(Topic<?> topic) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(topic.name(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
            return records;
        }
    }

    @Override
    public void close() {
        producer.close();
        registry.close();
        broker.close();
    }
}
