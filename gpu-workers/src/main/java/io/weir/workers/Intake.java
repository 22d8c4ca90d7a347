package io.weir.workers;

import io.weir.core.query.AttemptStatus;
import io.weir.schemas.EventHeaders;
import io.weir.v1.Attempt;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ShareConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * One batch of handed-out records: claim, wait until the claims stand, acknowledge, and only then let the work run.
 *
 * <p>Each order of failure is safe. Die before the claim stands: the record is handed out again and reported lost, nothing was
 * spent. Die after it: the lease lapses. An acknowledgement that does not arrive: the group hands the record to somebody who
 * reports it lost, so it is not run here either, and that is said.
 */
final class Intake {

    private final AttemptReader reader;
    private final InboxWriter inbox;
    private final DeadLetters deadLetters;
    private final Claims claims;
    private final Counters counters;
    private final InstantSource clock;
    private final LongSupplier nanos;

    Intake(
            AttemptReader reader,
            InboxWriter inbox,
            DeadLetters deadLetters,
            Claims claims,
            Counters counters,
            InstantSource clock,
            LongSupplier nanos) {
        this.reader = reader;
        this.inbox = inbox;
        this.deadLetters = deadLetters;
        this.claims = claims;
        this.counters = counters;
        this.clock = clock;
        this.nanos = nanos;
    }

    private record Taken(
            ConsumerRecord<byte[], byte[]> record, Optional<ClaimedWork> work, CompletionStage<Void> written) {}

    /**
     * Takes a batch; what it may run goes to {@code ready}.
     *
     * @throws KafkaException where nothing can be written or acknowledged any more
     */
    void take(
            Iterable<ConsumerRecord<byte[], byte[]>> records,
            ShareConsumer<byte[], byte[]> consumer,
            Consumer<ClaimedWork> ready)
            throws InterruptedException {
        List<Taken> taken = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            try {
                taken.add(take(record));
            } catch (AttemptReader.NoAttemptException e) {
                refuse(record, e, consumer);
            }
        }
        List<Taken> standing = new ArrayList<>();
        for (Taken each : taken) {
            if (stands(each)) {
                consumer.acknowledge(each.record(), AcknowledgeType.ACCEPT);
                standing.add(each);
            } else {
                consumer.acknowledge(each.record(), AcknowledgeType.RELEASE);
                each.work().ifPresent(claims::remove);
            }
        }
        Map<TopicPartition, KafkaException> failed = commit(consumer);
        for (Taken each : standing) {
            KafkaException error = failed.get(
                    new TopicPartition(each.record().topic(), each.record().partition()));
            each.work().ifPresent(work -> {
                if (error == null) {
                    ready.accept(work);
                } else {
                    giveUp(work, error);
                }
            });
        }
    }

    private Taken take(ConsumerRecord<byte[], byte[]> record)
            throws AttemptReader.NoAttemptException, InterruptedException {
        Attempt attempt = reader.read(record);
        Optional<String> traceparent = EventHeaders.traceparent(record.headers());
        int deliveries = record.deliveryCount().orElse((short) 1);
        if (deliveries > 1) {
            counters.ended(AttemptStatus.LOST);
            Report lost =
                    lost("redelivered", "handed out " + deliveries + " times; it may have been claimed before", 0);
            return new Taken(record, Optional.empty(), inbox.unclaimed(attempt, lost, traceparent));
        }
        ClaimedWork work =
                new ClaimedWork(attempt, UUID.randomUUID().toString(), traceparent, clock.instant(), nanos.getAsLong());
        counters.taken();
        claims.add(work);
        return new Taken(record, Optional.of(work), inbox.claim(work));
    }

    private void refuse(
            ConsumerRecord<byte[], byte[]> record,
            AttemptReader.NoAttemptException fault,
            ShareConsumer<byte[], byte[]> consumer) {
        if (fault.again()) {
            consumer.acknowledge(record, AcknowledgeType.RELEASE);
            return;
        }
        counters.rejected();
        boolean kept = succeeds(deadLetters.write(record, fault.code(), fault.field(), fault.reason()));
        consumer.acknowledge(record, kept ? AcknowledgeType.REJECT : AcknowledgeType.RELEASE);
    }

    private static boolean stands(Taken taken) {
        return succeeds(taken.written());
    }

    /** The writer has told the owner where it does not. */
    private static boolean succeeds(CompletionStage<Void> written) {
        try {
            written.toCompletableFuture().join();
            return true;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static Map<TopicPartition, KafkaException> commit(ShareConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, KafkaException> failed = new HashMap<>();
        consumer.commitSync()
                .forEach((partition, error) -> error.ifPresent(cause -> failed.put(partition.topicPartition(), cause)));
        return failed;
    }

    private void giveUp(ClaimedWork work, KafkaException error) {
        counters.ended(AttemptStatus.LOST);
        Report lost = lost(
                "not_acknowledged",
                "the claim could not be acknowledged: " + error,
                work.waitedMicros(nanos.getAsLong()));
        inbox.outcome(work, lost).whenComplete((done, failure) -> claims.remove(work));
    }

    private static Report lost(String code, String message, long queueMicros) {
        return Report.unspent(AttemptStatus.LOST, Optional.empty(), code, message, queueMicros);
    }
}
