package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Aggregate;
import io.weir.v1.Attempt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Topics in memory; an element that is not of its topic's type is one that cannot be read. */
final class InMemoryLog implements LogSource {

    static final int PARTITIONS = 4;

    private record At(String topic, int partition) {}

    private final Map<At, List<Object>> records = new HashMap<>();
    final Map<Where, String> deadLetters = new HashMap<>();
    final List<Where> taken = new ArrayList<>();
    final Set<String> cut = new HashSet<>();

    List<Object> of(Topic<?> topic, int partition) {
        return records.computeIfAbsent(new At(topic.name(), partition), at -> new ArrayList<>());
    }

    @Override
    public List<Extent> extents() {
        List<Extent> extents = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            extents.add(new Extent(partition, PARTITIONS, cut));
        }
        return extents;
    }

    @Override
    public List<Topic<Attempt>> attempts() {
        return List.of(Topics.attempts("small", "interactive"), Topics.attempts("large", "interactive"));
    }

    @Override
    public List<Topic<Aggregate>> aggregates() {
        return List.of(Topics.aggregates("cost-of-pass"));
    }

    @Override
    public int partitions(Topic<?> topic) {
        return topic.equals(Topics.CALIBRATION) ? 1 : PARTITIONS;
    }

    @Override
    public Optional<String> deadLetter(Where where) {
        return Optional.ofNullable(deadLetters.get(where));
    }

    @Override
    public boolean taken(Consumer<Where> to) {
        taken.forEach(to);
        return true;
    }

    @Override
    public <T extends SpecificRecord> void read(
            Topic<T> topic, int partition, BiConsumer<Where, T> to, BiConsumer<Where, String> undecodable) {
        long offset = 0;
        for (Object record : of(topic, partition)) {
            Where where = new Where(topic.name(), partition, offset++);
            if (topic.type().isInstance(record)) {
                to.accept(where, topic.type().cast(record));
            } else {
                undecodable.accept(where, "undecodable");
            }
        }
    }
}
