package io.weir.infra.local.cluster;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Records of topics, committed ones unless asked otherwise, up to ends that are fixed before they are read. Not thread-safe. */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    /** A broker that gives nothing for so long before the end is taken as gone. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Admin admin;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroWire wire;

    private TopicReader(Admin admin, KafkaConsumer<byte[], byte[]> consumer, AvroWire wire) {
        this.admin = admin;
        this.consumer = consumer;
        this.wire = wire;
    }

    public static TopicReader open(Addresses addresses) {
        return open(addresses, IsolationLevel.READ_COMMITTED, AvroWire.connect(addresses.registry()));
    }

    /**
     * With READ_UNCOMMITTED {@link #read} also gives what transactions have left open or aborted.
     *
     * @param wire decodes; one that knows the schemas does without the registry
     */
    public static TopicReader open(Addresses addresses, IsolationLevel isolation, AvroWire wire) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        addresses.bootstrap(),
                        "isolation.level",
                        isolation.name().toLowerCase(Locale.ROOT),
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "max.partition.fetch.bytes",
                        Topics.MAX_RECORD_BYTES,
                        // What is asked for is there. A fetch sent ahead, beyond the end of one partition, keeps the
                        // next one waiting for as long as this.
                        "fetch.max.wait.ms",
                        10),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Admin admin = Admin.create(Map.of("bootstrap.servers", addresses.bootstrap()));
        return new TopicReader(admin, consumer, wire);
    }

    /** Partitions of each topic that is there, by name. */
    public Map<String, Integer> topics() {
        try {
            Collection<String> names = Answer.of(admin.listTopics().names());
            Map<String, Integer> partitions = new TreeMap<>();
            Answer.of(admin.describeTopics(names).allTopicNames())
                    .forEach((name, description) ->
                            partitions.put(name, description.partitions().size()));
            return partitions;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot list the topics", e.getCause());
        }
    }

    /** Offsets of partitions up to the end of what is committed, all asked for at once. */
    public Map<TopicPartition, Span> committed(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> ends = offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> starts = offsets(partitions, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Span> spans = new HashMap<>();
        ends.forEach((partition, end) ->
                spans.put(partition, new Span(Math.min(starts.getOrDefault(partition, 0L), end), end)));
        return spans;
    }

    /** Ends of partitions, records of open transactions included. */
    public Map<TopicPartition, Long> highWatermarks(Collection<TopicPartition> partitions) {
        return offsets(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
    }

    /** Of the groups and transactions of the same brokers. */
    public Positions positions() {
        return new Positions(admin);
    }

    /**
     * Reads the committed records of a span, in order.
     *
     * @throws KafkaException if the broker gives nothing for 30 s before the end
     */
    public void read(TopicPartition partition, Span span, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        if (span.start() >= span.end()) {
            return;
        }
        consumer.assign(List.of(partition));
        consumer.seek(partition, span.start());
        long last = System.nanoTime();
        long position = span.start();
        while (position < span.end()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < span.end()) {
                    to.accept(record);
                }
            }
            long now = consumer.position(partition);
            if (now > position) {
                last = System.nanoTime();
            } else if (System.nanoTime() - last > PATIENCE.toNanos()) {
                throw new KafkaException(partition + " gives nothing at offset " + position + " of " + span.end());
            }
            position = now;
        }
    }

    /** Reads every partition of a topic from its first record to its committed end; a topic that is not there is empty. */
    public void readAll(Topic<?> topic, Consumer<ConsumerRecord<byte[], byte[]>> to) {
        List<TopicPartition> partitions = partitions(topic);
        committed(partitions).forEach((partition, span) -> read(partition, span, to));
    }

    /** Partitions of a topic; none where it is not there. */
    public List<TopicPartition> partitions(Topic<?> topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int i = 0; i < topics().getOrDefault(topic.name(), 0); i++) {
            partitions.add(new TopicPartition(topic.name(), i));
        }
        return partitions;
    }

    /** The value of a record. @throws WireException if it is none of the topic's */
    public <T extends SpecificRecord> T decode(Topic<T> topic, ConsumerRecord<byte[], byte[]> record) {
        return wire.decode(topic, record.value() == null ? new byte[0] : record.value());
    }

    /**
     * The value of a record; empty where it is none of the topic's.
     *
     * @param undecodable is told why it is none
     * @throws WireException if the registry cannot be asked, which says nothing about the record
     */
    public <T extends SpecificRecord> Optional<T> decode(
            Topic<T> topic, ConsumerRecord<byte[], byte[]> record, Consumer<WireException> undecodable) {
        try {
            return Optional.of(decode(topic, record));
        } catch (WireException e) {
            if (e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw e;
            }
            undecodable.accept(e);
            return Optional.empty();
        }
    }

    public AvroWire wire() {
        return wire;
    }

    @Override
    public void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(5));
    }

    private Map<TopicPartition, Long> offsets(
            Collection<TopicPartition> partitions, OffsetSpec spec, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        partitions.forEach(partition -> asked.put(partition, spec));
        try {
            Map<TopicPartition, Long> offsets = new HashMap<>();
            Answer.of(admin.listOffsets(asked, new ListOffsetsOptions(isolation))
                            .all())
                    .forEach((partition, info) -> offsets.put(partition, info.offset()));
            return offsets;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot list offsets of " + partitions, e.getCause());
        }
    }
}
