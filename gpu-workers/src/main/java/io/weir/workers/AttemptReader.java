package io.weir.workers;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.WireException;
import io.weir.v1.Attempt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads the attempt in a record of the share group.
 *
 * <p>Where the registry does not answer, it tries again for a while: a record that is given back counts as handed out, so the
 * next worker would report it lost. The while must be shorter than the group's lock.
 */
final class AttemptReader {

    /** A record that is no attempt of this tier, for ever ({@code again} false) or for now. */
    static final class NoAttemptException extends Exception {
        private static final long serialVersionUID = 1L;
        private final String code;
        private final transient Optional<String> field;
        private final boolean again;

        NoAttemptException(String code, Optional<String> field, String reason, boolean again) {
            super(reason);
            this.code = code;
            this.field = field;
            this.again = again;
        }

        String code() {
            return code;
        }

        Optional<String> field() {
            return field;
        }

        boolean again() {
            return again;
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }

    private static final Duration PATIENCE = Duration.ofSeconds(8);
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final AvroWire wire;
    private final Topic<Attempt> topic;
    private final String tier;
    private final int inboxPartitions;
    private final CountDownLatch stopped;

    /**
     * A reader of one tier's records.
     *
     * @param topic any of the tier's topics; they share one subject
     * @param inboxPartitions partitions of the inbox; an attempt that names another is none
     * @param stopped ends the wait for the registry
     */
    AttemptReader(AvroWire wire, Topic<Attempt> topic, String tier, int inboxPartitions, CountDownLatch stopped) {
        this.wire = wire;
        this.topic = topic;
        this.tier = tier;
        this.inboxPartitions = inboxPartitions;
        this.stopped = stopped;
    }

    Attempt read(ConsumerRecord<byte[], byte[]> record) throws NoAttemptException, InterruptedException {
        byte[] value = record.value();
        if (value == null) {
            throw new NoAttemptException("empty", Optional.empty(), "the record has no value", false);
        }
        Attempt attempt = decode(value);
        check(attempt);
        return attempt;
    }

    private Attempt decode(byte[] value) throws NoAttemptException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return wire.decode(topic, value);
            } catch (WireException e) {
                boolean unavailable = e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE;
                boolean over = System.nanoTime() - end >= 0;
                if (!unavailable || over || stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                    String reason = String.valueOf(e.getMessage());
                    throw new NoAttemptException(e.kind().code(), Optional.empty(), reason, unavailable);
                }
            }
        }
    }

    private void check(Attempt attempt) throws NoAttemptException {
        require(!attempt.getTenant().isEmpty(), "tenant", "is empty");
        require(!attempt.getQueryId().isEmpty(), "query_id", "is empty");
        require(attempt.getAttempt() >= 1, "attempt", attempt.getAttempt() + " is not 1 or more");
        require(attempt.getTier().equals(tier), "tier", "'" + attempt.getTier() + "' is not " + tier);
        int partition = attempt.getInboxPartition();
        boolean home = partition >= 0 && partition < inboxPartitions;
        require(home, "inbox_partition", partition + " is not one of " + inboxPartitions + " partitions");
    }

    private static void require(boolean condition, String field, String why) throws NoAttemptException {
        if (!condition) {
            throw new NoAttemptException("invalid", Optional.of(field), field + ": " + why, false);
        }
    }
}
