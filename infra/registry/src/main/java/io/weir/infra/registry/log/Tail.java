package io.weir.infra.registry.log;

import io.weir.infra.registry.log.LogException.Kind;
import io.weir.infra.registry.store.Entry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topic from its beginning, for ever, and folds each entry; others wait here for an offset to be folded.
 *
 * <p>A record that is no entry is skipped with a warning, as Confluent's server does: one bad record must not take the
 * registry down for good.
 */
final class Tail implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Tail.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Consumer<String, String> consumer;
    private final TopicPartition partition;
    private final java.util.function.Consumer<Entry> fold;

    private long foldedUpTo;
    private @Nullable Throwable failure;
    private volatile boolean closing;

    Tail(Consumer<String, String> consumer, TopicPartition partition, java.util.function.Consumer<Entry> fold) {
        this.consumer = consumer;
        this.partition = partition;
        this.fold = fold;
    }

    @Override
    public void run() {
        try (consumer) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            while (!closing) {
                consumer.poll(POLL).forEach(this::foldOne);
                // The position counts what compaction removed, which no record shows.
                advance(consumer.position(partition));
            }
        } catch (WakeupException e) {
            LOG.debug("the tail was asked to end");
        } catch (RuntimeException | Error e) {
            LOG.error("the tail of {} ended; the registry answers nothing more", partition, e);
            fail(e);
        }
    }

    /** Returns when all before {@code offset} is folded. */
    synchronized void awaitFolded(long offset, Deadline deadline) {
        while (foldedUpTo < offset) {
            requireAlive();
            long millis = deadline.left().toMillis();
            if (millis == 0) {
                throw new LogException(Kind.TIMED_OUT, "read back up to " + foldedUpTo + ", not to " + offset);
            }
            try {
                TimeUnit.MILLISECONDS.timedWait(this, millis);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new LogException(Kind.FAILED, "interrupted", e);
            }
        }
    }

    /** Throws once the tail has ended on an error. */
    synchronized void requireAlive() {
        if (failure != null) {
            throw new LogException(Kind.FAILED, "the log is no longer read", failure);
        }
    }

    void end() {
        closing = true;
        consumer.wakeup();
    }

    private void foldOne(ConsumerRecord<String, String> record) {
        try {
            Optional<Entry> entry = EntryCodec.decode(record.key(), record.value());
            entry.ifPresent(fold);
        } catch (IOException e) {
            LOG.warn("skipped the record at offset {} of {}: {}", record.offset(), partition, e.getMessage());
        }
    }

    private synchronized void advance(long position) {
        foldedUpTo = position;
        notifyAll();
    }

    private synchronized void fail(Throwable e) {
        failure = e;
        notifyAll();
    }
}
