package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Positions;
import io.weir.infra.local.cluster.Positions.Shared;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A group and the topics that it must have read. Feedback that the platform gives itself (calibration, aggregates) is left out, since
 * it may still come when all else is at rest.
 *
 * @param name name of the group
 * @param topics what it reads
 * @param offsets how far it has come; empty where it never was
 * @param left most records that can be left unread from there on; unbounded where a partition is absent
 */
record Readers(
        String name,
        List<? extends Topic<?>> topics,
        Map<TopicPartition, Long> offsets,
        Map<TopicPartition, Long> left) {

    static final String INGRESS = "weir-ingress";

    private static final String FLINK = "weir-flink";
    private static final Map<String, List<Topic<?>>> CONSUMERS = Map.of(
            "weir-router",
            List.of(Topics.INBOX),
            INGRESS,
            List.of(
                    Topics.QUERIES,
                    Topics.CANCELS,
                    Topics.VERDICTS,
                    Topics.GRANTS,
                    Topics.ACCOUNTS,
                    Topics.TIERS,
                    Topics.PRICES),
            FLINK,
            List.of(Topics.OUTCOMES),
            "weir-streams",
            List.of(Topics.LEDGER, Topics.DECISIONS, Topics.OUTCOMES, Topics.RESULTS));

    /** Every group of the platform: consumers, and the share group of each tier that has topics. */
    static List<Readers> of(Collection<String> present, Positions positions) {
        List<Readers> all = new ArrayList<>();
        CONSUMERS.forEach((group, topics) -> all.add(consumer(group, topics, positions.committedBy(group))));
        for (String tier : new TreeSet<>(tiers(present))) {
            String group = Topics.workerGroup(tier);
            List<Topic<?>> lanes = new ArrayList<>();
            Topics.LANES.forEach(lane -> lanes.add(Topics.attempts(tier, lane)));
            all.add(workers(group, lanes, positions.sharedBy(group)));
        }
        return all;
    }

    /** A topic of which the group has no offset at all is not one that it reads. */
    private static Readers consumer(String group, List<Topic<?>> topics, Map<TopicPartition, Long> offsets) {
        List<Topic<?>> read = topics.stream()
                .filter(topic -> offsets.keySet().stream()
                        .anyMatch(partition -> partition.topic().equals(topic.name())))
                .toList();
        return new Readers(group, read, read.isEmpty() ? Map.of() : offsets, Map.of());
    }

    private static Readers workers(String group, List<Topic<?>> lanes, Map<TopicPartition, Shared> shared) {
        Map<TopicPartition, Long> starts = new HashMap<>();
        Map<TopicPartition, Long> left = new HashMap<>();
        shared.forEach((partition, at) -> {
            starts.put(partition, at.start());
            left.put(partition, at.left());
        });
        return new Readers(group, lanes, starts, left);
    }

    private static List<String> tiers(Collection<String> present) {
        return present.stream().flatMap(topic -> Topics.tierOf(topic).stream()).toList();
    }

    /** Whether it takes work: only share groups say how much is left. */
    boolean isWorkers() {
        return !left.isEmpty();
    }

    boolean isFlink() {
        return name.equals(FLINK);
    }

    /** A tick of the clock: ticks never end and ask for nothing. */
    static boolean isTick(TopicReader reader, ConsumerRecord<byte[], byte[]> record) {
        if (!record.topic().equals(Topics.INBOX.name())) {
            return false;
        }
        try {
            return reader.decode(Topics.INBOX, record).getKind().equals("tick");
        } catch (WireException e) {
            return false;
        }
    }
}
