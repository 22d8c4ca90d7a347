package io.weir.infra.local.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListShareGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** What brokers know of those that read and write: how far groups have come, and which transactions are open. */
public final class Positions {

    private static final Set<TransactionState> OPEN = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private final Admin admin;

    Positions(Admin admin) {
        this.admin = admin;
    }

    /** Offsets that a consumer group has committed; partitions where it has none are left out. */
    public Map<TopicPartition, Long> committedBy(String group) {
        try {
            Map<TopicPartition, Long> committed = new HashMap<>();
            Answer.of(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                    .forEach((partition, offset) -> {
                        if (offset != null) {
                            committed.put(partition, offset.offset());
                        }
                    });
            return committed;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot read the offsets of group " + group, e.getCause());
        }
    }

    /**
     * How far a share group has come in a partition.
     *
     * @param start first offset that is not done with, as last written down: it lags behind by what was acknowledged last
     * @param left records not done with, by the broker's own count of those acknowledged beyond {@code start}
     */
    public record Shared(long start, long left) {}

    /** Where a share group stands; empty where there is no such group. */
    public Map<TopicPartition, Shared> sharedBy(String group) {
        try {
            Map<TopicPartition, Shared> shared = new HashMap<>();
            Answer.of(admin.listShareGroupOffsets(Map.of(group, new ListShareGroupOffsetsSpec()))
                            .partitionsToOffsetInfo(group))
                    .forEach((partition, info) -> {
                        if (info != null && info.startOffset() >= 0) {
                            shared.put(
                                    partition,
                                    new Shared(info.startOffset(), info.lag().orElse(Long.MAX_VALUE)));
                        }
                    });
            return shared;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return Map.of();
            }
            throw new KafkaException("cannot read the offsets of share group " + group, e.getCause());
        }
    }

    /**
     * Transactional ids whose transaction began longer ago, by the brokers' clocks, and has not ended.
     *
     * @param age 1 ms or more
     */
    public Set<String> transactionsOpenFor(Duration age) {
        try {
            Set<String> ids = new TreeSet<>();
            ListTransactionsOptions options =
                    new ListTransactionsOptions().filterStates(OPEN).filterOnDuration(age.toMillis());
            Answer.of(admin.listTransactions(options).all())
                    .forEach(open -> ids.add(open.transactionalId() + ", " + open.state()));
            return ids;
        } catch (ExecutionException e) {
            throw new KafkaException("cannot list the transactions", e.getCause());
        }
    }

    /** Producers with an open transaction in a partition, in words; empty where none has. */
    public List<String> writersIn(TopicPartition partition) {
        try {
            return Answer.of(admin.describeProducers(List.of(partition)).partitionResult(partition))
                    .activeProducers()
                    .stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .map(producer -> "producer " + producer.producerId() + " epoch " + producer.producerEpoch())
                    .toList();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot describe the producers of " + partition, e.getCause());
        }
    }
}
