package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.v1.Attempt;
import io.weir.v1.Coordinates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The tenants' topics of a cluster, up to the ends that were committed when it was opened. */
final class KafkaLogSource implements LogSource {

    private final TopicReader reader;
    private final List<Topic<Attempt>> attempts;
    private final Map<TopicPartition, Span> spans = new HashMap<>();
    private final Set<Where> deadLettered = new HashSet<>();
    private final int partitions;

    private KafkaLogSource(TopicReader reader, List<Topic<Attempt>> attempts, int partitions) {
        this.reader = reader;
        this.attempts = attempts;
        this.partitions = partitions;
    }

    /**
     * Fixes the ends, effects before causes, and reads the dead letters.
     *
     * @throws IllegalArgumentException if a topic is not there, or has not as many partitions as the inbox; names it
     */
    static KafkaLogSource open(TopicReader reader) {
        Map<String, Integer> present = reader.topics();
        List<Topic<Attempt>> attempts = attempts(present.keySet());
        int partitions = present.getOrDefault(Topics.INBOX.name(), 0);
        KafkaLogSource source = new KafkaLogSource(reader, attempts, partitions);
        List<Topic<?>> effectsFirst = new ArrayList<>(List.of(Topics.RESULTS, Topics.OUTCOMES));
        effectsFirst.addAll(attempts);
        effectsFirst.addAll(List.of(Topics.DECISIONS, Topics.LEDGER, Topics.INBOX, Topics.DLQ));
        for (Topic<?> topic : effectsFirst) {
            requirePartitions(topic, present.getOrDefault(topic.name(), 0), partitions);
            source.spans.putAll(reader.committed(source.partitionsOf(topic)));
        }
        source.readDeadLetters();
        return source;
    }

    private static void requirePartitions(Topic<?> topic, int found, int wanted) {
        if (found == 0) {
            throw new IllegalArgumentException("there is no topic " + topic.name() + " to check");
        }
        if (found != wanted) {
            throw new IllegalArgumentException(
                    "topic " + topic.name() + " has " + found + " partitions, the inbox " + wanted);
        }
    }

    static List<Topic<Attempt>> attempts(TopicReader reader) {
        return attempts(reader.topics().keySet());
    }

    /** weir.attempts.TIER.LANE.v1, as the catalogue names them. */
    private static List<Topic<Attempt>> attempts(Set<String> names) {
        return names.stream()
                .filter(name -> Topics.ATTEMPTS_PATTERN.matcher(name).matches())
                .map(name -> name.split("\\."))
                .map(parts -> Topics.attempts(parts[2], parts[3]))
                .toList();
    }

    private List<TopicPartition> partitionsOf(Topic<?> topic) {
        List<TopicPartition> all = new ArrayList<>(partitions);
        for (int partition = 0; partition < partitions; partition++) {
            all.add(new TopicPartition(topic.name(), partition));
        }
        return all;
    }

    private void readDeadLetters() {
        for (int partition = 0; partition < partitions; partition++) {
            read(
                    Topics.DLQ,
                    partition,
                    (where, letter) -> {
                        Coordinates source = letter.getSource();
                        if (source != null && source.getTopic().equals(Topics.INBOX.name())) {
                            deadLettered.add(new Where(source.getTopic(), source.getPartition(), source.getOffset()));
                        }
                    },
                    (where, reason) -> {
                        throw new IllegalArgumentException("dead letter " + where + " cannot be read: " + reason);
                    });
        }
    }

    @Override
    public List<Extent> extents() {
        Map<Integer, Set<String>> cut = new LinkedHashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            cut.put(partition, new HashSet<>());
        }
        spans.forEach((partition, span) -> {
            if (!span.isWhole()) {
                cut.getOrDefault(partition.partition(), new HashSet<>()).add(partition.topic());
            }
        });
        List<Extent> extents = new ArrayList<>(partitions);
        cut.forEach((partition, topics) -> extents.add(new Extent(partition, partitions, topics)));
        return extents;
    }

    @Override
    public List<Topic<Attempt>> attempts() {
        return attempts;
    }

    @Override
    public boolean isDeadLettered(Where where) {
        return deadLettered.contains(where);
    }

    @Override
    public <T extends SpecificRecord> void read(
            Topic<T> topic, int partition, BiConsumer<Where, T> to, BiConsumer<Where, String> undecodable) {
        TopicPartition of = new TopicPartition(topic.name(), partition);
        Span span = spans.get(of);
        if (span != null) {
            reader.read(of, span, record -> decode(topic, record, to, undecodable));
        }
    }

    private <T extends SpecificRecord> void decode(
            Topic<T> topic,
            ConsumerRecord<byte[], byte[]> record,
            BiConsumer<Where, T> to,
            BiConsumer<Where, String> undecodable) {
        Where where = new Where(record.topic(), record.partition(), record.offset());
        T value;
        try {
            value = reader.decode(topic, record);
        } catch (WireException e) {
            if (e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw e; // says nothing about the record
            }
            undecodable.accept(where, e.kind().code() + ": " + e.getMessage());
            return;
        }
        to.accept(where, value);
    }
}
