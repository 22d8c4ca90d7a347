package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Aggregate;
import io.weir.v1.Attempt;
import io.weir.v1.Coordinates;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics of a cluster, up to the ends that were committed when it was opened. */
final class KafkaLogSource implements LogSource {

    /** Topics whose records may be dead although they are read here. */
    private static final Set<String> READ = Stream.concat(
                    Stream.of(Topics.INBOX, Topics.OUTCOMES), Topics.INPUTS.stream())
            .map(Topic::name)
            .collect(Collectors.toUnmodifiableSet());

    private final TopicReader reader;
    private final List<Topic<Attempt>> attempts;
    private final Map<String, Integer> present;
    private final Map<TopicPartition, Span> spans = new HashMap<>();
    private final Map<Where, String> deadLettered = new HashMap<>();
    private final Map<TopicPartition, Long> taken;
    private final int partitions;

    private KafkaLogSource(TopicReader reader, Map<String, Integer> present) {
        this.reader = reader;
        this.present = present;
        this.attempts = attempts(present.keySet());
        this.partitions = partitions(Topics.INBOX);
        this.taken = reader.positions().committedBy(Readers.INGRESS); // before the ends of what it writes are fixed
    }

    /**
     * Fixes the ends, effects before causes, and reads the dead letters.
     *
     * @throws IllegalArgumentException if a topic is not there, or has not as many partitions as the inbox; names it
     */
    static KafkaLogSource open(TopicReader reader) {
        KafkaLogSource source = new KafkaLogSource(reader, reader.topics());
        List<Topic<?>> fromOutcomes = new ArrayList<>(source.aggregates());
        fromOutcomes.add(Topics.CALIBRATION);
        fromOutcomes.forEach(source::fixEnds);
        List<Topic<?>> effectsFirst = new ArrayList<>(List.of(Topics.RESULTS, Topics.OUTCOMES));
        effectsFirst.addAll(source.attempts);
        effectsFirst.addAll(List.of(Topics.DECISIONS, Topics.LEDGER, Topics.INBOX, Topics.DLQ));
        for (Topic<?> topic : effectsFirst) {
            requirePartitions(topic, source.partitions(topic), source.partitions);
            source.fixEnds(topic);
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

    private void fixEnds(Topic<?> topic) {
        List<TopicPartition> all = new ArrayList<>();
        for (int partition = 0; partition < partitions(topic); partition++) {
            all.add(new TopicPartition(topic.name(), partition));
        }
        spans.putAll(reader.committed(all));
    }

    private void readDeadLetters() {
        for (int partition = 0; partition < partitions; partition++) {
            read(
                    Topics.DLQ,
                    partition,
                    (where, letter) -> {
                        Coordinates source = letter.getSource();
                        if (source != null && READ.contains(source.getTopic())) {
                            deadLettered.put(
                                    new Where(source.getTopic(), source.getPartition(), source.getOffset()),
                                    letter.getCode());
                        }
                    },
                    (where, reason) -> {}); // the check of records tells of it
        }
    }

    @Override
    public List<Extent> extents() {
        Map<Integer, Set<String>> cut = new LinkedHashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            cut.put(partition, new HashSet<>());
        }
        spans.forEach((partition, span) -> {
            boolean upserts = Topics.kindOf(partition.topic()).isPresent()
                    || partition.topic().equals(Topics.CALIBRATION.name());
            if (!span.isWhole() && !upserts) {
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
    public List<Topic<Aggregate>> aggregates() {
        return present.keySet().stream()
                .flatMap(name -> Topics.kindOf(name).stream())
                .map(Topics::aggregates)
                .toList();
    }

    @Override
    public int partitions(Topic<?> topic) {
        return present.getOrDefault(topic.name(), 0);
    }

    @Override
    public Optional<String> deadLetter(Where where) {
        return Optional.ofNullable(deadLettered.get(where));
    }

    @Override
    public boolean taken(Consumer<Where> to) {
        List<TopicPartition> read = Topics.INPUTS.stream()
                .flatMap(topic -> reader.partitions(topic).stream())
                .filter(taken::containsKey)
                .toList();
        reader.committed(read).forEach((partition, span) -> {
            long end = Math.min(span.end(), taken.getOrDefault(partition, 0L));
            reader.read(partition, new Span(Math.min(span.start(), end), end), record -> to.accept(Where.of(record)));
        });
        return !taken.isEmpty();
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
        Where where = Where.of(record);
        reader.decode(topic, record, e -> undecodable.accept(where, e.kind().code() + ": " + e.getMessage()))
                .ifPresent(value -> to.accept(where, value));
    }
}
