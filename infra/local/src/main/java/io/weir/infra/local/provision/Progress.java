package io.weir.infra.local.provision;

import io.weir.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Waits until a consumer group has committed offsets: how a part shows, across processes, what it has done. */
public final class Progress {

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Admin admin;

    public Progress(Admin admin) {
        this.admin = admin;
    }

    /** @throws IllegalStateException naming the group where it does not get there in time */
    public void await(String group, Map<TopicPartition, Long> offsets, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        while (!reached(group, offsets)) {
            if (Instant.now().isAfter(deadline)) {
                throw new IllegalStateException(group + " did not reach " + offsets + " within " + patience);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    /** Offsets behind the last record of each partition of the inbox. */
    public Map<TopicPartition, Long> inboxEnds(int partitions) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            asked.put(new TopicPartition(Topics.INBOX.name(), partition), OffsetSpec.latest());
        }
        Map<TopicPartition, Long> ends = new HashMap<>();
        get(admin.listOffsets(asked).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    private boolean reached(String group, Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> committed =
                get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return offsets.entrySet().stream().allMatch(wanted -> {
            OffsetAndMetadata at = committed.get(wanted.getKey());
            return at != null && at.offset() >= wanted.getValue();
        });
    }

    private static <T> T get(org.apache.kafka.common.KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the broker does not answer", e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }
}
