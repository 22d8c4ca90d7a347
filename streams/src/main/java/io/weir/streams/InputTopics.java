package io.weir.streams;

import io.weir.schemas.Topic;
import io.weir.streams.views.ViewsTopology;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** The topics that the application reads, as the cluster has them. */
final class InputTopics {
    /** Longest wait for an answer of the cluster, seconds. */
    private static final long PATIENCE_SECONDS = 10;

    private final Admin admin;

    InputTopics(Admin admin) {
        this.admin = admin;
    }

    /**
     * Returns if all exist. Streams itself would die of a missing one, thread by thread.
     *
     * @throws IllegalStateException if some do not; names them
     */
    void requireAll() {
        Set<String> missing = new TreeSet<>();
        ViewsTopology.inputs().forEach(topic -> missing.add(topic.name()));
        missing.removeAll(await(admin.listTopics().names()));
        if (!missing.isEmpty()) {
            throw new IllegalStateException(
                    "topics are missing: " + missing + "; whoever starts the platform creates them");
        }
    }

    /** Ends of all partitions as a reader of committed records sees them. */
    Map<TopicPartition, Long> ends() {
        List<String> names = ViewsTopology.inputs().stream().map(Topic::name).toList();
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        await(admin.describeTopics(names).allTopicNames()).forEach((name, topic) -> topic.partitions()
                .forEach(partition ->
                        partitions.put(new TopicPartition(name, partition.partition()), OffsetSpec.latest())));
        ListOffsetsOptions committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        Map<TopicPartition, Long> ends = new HashMap<>();
        await(admin.listOffsets(partitions, committed).all())
                .forEach((partition, end) -> ends.put(partition, endOf(end)));
        return ends;
    }

    private static long endOf(ListOffsetsResultInfo end) {
        return end.offset();
    }

    /** How far a group has committed. Partitions that it has not come to are absent. */
    Map<TopicPartition, Long> committed(String group) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> offsets =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        offsets.forEach((partition, offset) -> {
            if (offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    private static <V> V await(KafkaFuture<V> future) {
        try {
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(
                    "the cluster did not answer in " + PATIENCE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
