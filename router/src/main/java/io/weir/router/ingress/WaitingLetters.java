package io.weir.router.ingress;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.DeadLetters;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dead letters that wait for their schema, or for the topics of their tier: such a record is put there with retry_at, and
 * nothing waits for it. Here they are tried again until {@link #PATIENCE} has passed.
 *
 * <p>The registry is asked what it has for the public subjects, not for the ids that records name: an invented id costs no
 * request, however many there are. When something new is found, and now and then in any case, the letters from the oldest that
 * waits are <em>swept</em>: what can be read by now is homed, what is too old becomes final. A last letter of the same id
 * says so ({@code homed}, or the reason why not); of several letters with one id the last counts. The committed offset of
 * the group is the oldest letter that waits; nothing else is remembered.
 *
 * <p>One thread uses it, but {@link #more} is for all.
 */
final class WaitingLetters {

    /** How long a record may wait. */
    static final Duration PATIENCE = Duration.ofHours(24);

    /** Time between two questions to the registry while nothing new waits. */
    static final Duration ASK_EVERY = Duration.ofSeconds(5);

    /** Time between two questions while something new waits: a flood asks no more than this. */
    static final Duration ASK_AT_MOST_EVERY = Duration.ofSeconds(1);

    /** Time between two sweeps in which nothing new was found. */
    static final Duration SWEEP_EVERY = Duration.ofSeconds(60);

    /** A sweep rests for so many times as long as the one before took. */
    private static final int REST = 20;

    private static final Duration POLL = Duration.ofMillis(100);
    private static final Logger LOG = LoggerFactory.getLogger(WaitingLetters.class);

    private final AvroWire wire;
    private final List<Topic<?>> sources;
    private final Set<String> sourceNames;
    private final Supplier<Intake> intakes;
    private final InstantSource clock;

    private volatile boolean more;
    private Set<TopicPartition> swept = Set.of();
    private Instant asked = Instant.EPOCH;
    private Instant sweptAt = Instant.EPOCH;
    private Duration sweepTook = Duration.ZERO;

    WaitingLetters(AvroWire wire, List<Topic<?>> sources, Supplier<Intake> intakes, InstantSource clock) {
        this.wire = wire;
        this.sources = List.copyOf(sources);
        this.sourceNames = sources.stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());
        this.intakes = intakes;
        this.clock = clock;
    }

    /** Another letter waits: it is looked at soon. */
    void more() {
        more = true;
    }

    /** Stays in the group, and asks and sweeps where it is time to. */
    void round(Consumer<byte[], byte[]> consumer) {
        Set<TopicPartition> mine = Set.copyOf(consumer.assignment());
        consumer.pause(mine);
        consumer.poll(POLL);
        if (mine.isEmpty() || !mine.equals(consumer.assignment())) {
            return;
        }
        boolean found = !mine.equals(swept); // what another had before, or nobody
        Instant now = clock.instant();
        boolean waits = more && past(asked, ASK_AT_MOST_EVERY, now);
        if (waits || past(asked, ASK_EVERY, now)) {
            asked = now;
            more = false;
            found |= learn();
        }
        boolean rested = past(sweptAt, sweepTook.multipliedBy(REST), now);
        if (found || (rested && (waits || past(sweptAt, SWEEP_EVERY, now)))) {
            consumer.resume(mine);
            swept = sweep(consumer, mine) ? mine : Set.of();
            sweptAt = clock.instant();
            sweepTook = Duration.between(now, sweptAt);
        } else if (waits) {
            more = true; // until it was swept: its schema may have been learnt before the letter was written
        }
    }

    private static boolean past(Instant since, Duration wait, Instant now) {
        return !since.plus(wait).isAfter(now);
    }

    private boolean learn() {
        int found = 0;
        try {
            for (Topic<?> source : sources) {
                found += wire.learn(source);
            }
        } catch (WireException e) {
            LOG.debug("The registry could not be asked: {}", e.toString());
        }
        return found > 0;
    }

    /** @return whether all partitions were seen to their ends; not so where some went to another meanwhile */
    private boolean sweep(Consumer<byte[], byte[]> consumer, Set<TopicPartition> mine) {
        Map<TopicPartition, Long> from = starts(consumer, mine);
        Map<TopicPartition, Long> ends = consumer.endOffsets(mine);
        if (from.equals(ends)) {
            return true;
        }
        Set<String> ended = new HashSet<>();
        boolean whole = scan(consumer, from, ends, (place, letter) -> {
            if (!DeadLetters.waits(letter) && letter.getRetries() > 0) {
                ended.add(letter.getId());
            }
        });
        Map<TopicPartition, Long> oldest = new HashMap<>(ends);
        Intake intake = intakes.get();
        whole = whole
                && scan(consumer, from, ends, (place, letter) -> {
                    if (isOurs(letter) && !ended.contains(letter.getId()) && !tryAgain(letter, intake)) {
                        oldest.merge(new TopicPartition(place.topic(), place.partition()), place.offset(), Math::min);
                    }
                });
        intake.flush();
        if (whole) {
            Map<TopicPartition, OffsetAndMetadata> commit = new HashMap<>();
            oldest.forEach((partition, offset) -> commit.put(partition, new OffsetAndMetadata(offset)));
            consumer.commitSync(commit);
        }
        return whole;
    }

    private boolean isOurs(DeadLetter letter) {
        return DeadLetters.waits(letter)
                && letter.getSource() != null
                && sourceNames.contains(letter.getSource().getTopic());
    }

    /** @return whether the letter waits no longer */
    private boolean tryAgain(DeadLetter letter, Intake intake) {
        DeadLetter again = intake.home(original(letter));
        if (again != null && DeadLetters.waits(again)) {
            if (letter.getAt().plus(PATIENCE).isAfter(clock.instant())) {
                return false;
            }
            again.setReason(again.getReason() + ", and was not within " + PATIENCE.toHours() + " h");
        }
        DeadLetter last = again == null ? homed(letter) : again;
        last.setRetryAt(null);
        last.setRetries(letter.getRetries() + 1);
        intake.send(last);
        return true;
    }

    /** The closing letter of a record that was taken; the record itself stands in the first one. */
    private DeadLetter homed(DeadLetter letter) {
        return DeadLetter.newBuilder()
                .setId(letter.getId())
                .setSource(letter.getSource())
                .setCode(DeadLetters.HOMED)
                .setField(letter.getField())
                .setValue(letter.getValue())
                .setReason("what it waited for is there and it was taken")
                .setTenant(letter.getTenant())
                .setAt(clock.instant())
                .build();
    }

    /** The record of a letter as it came, with the time of its refusal. */
    private static ConsumerRecord<byte[], byte[]> original(DeadLetter letter) {
        Coordinates source = letter.getSource();
        RecordHeaders headers = new RecordHeaders();
        letter.getRecordHeaders().forEach((name, value) -> headers.add(name, bytes(value)));
        byte[] key = bytes(letter.getRecordKey());
        byte[] value = bytes(letter.getRecordValue());
        return new ConsumerRecord<>(
                source.getTopic(),
                source.getPartition(),
                source.getOffset(),
                letter.getAt().toEpochMilli(),
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** The oldest letter that waits, by partition: what is committed, else the first that is kept. */
    private static Map<TopicPartition, Long> starts(Consumer<byte[], byte[]> consumer, Set<TopicPartition> mine) {
        Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(mine));
        consumer.committed(mine).forEach((partition, committed) -> {
            if (committed != null) {
                starts.merge(partition, committed.offset(), Math::max);
            }
        });
        return starts;
    }

    /** @return false where a partition went to another on the way */
    private boolean scan(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            BiConsumer<ConsumerRecord<byte[], byte[]>, DeadLetter> to) {
        from.forEach(consumer::seek);
        while (isBefore(consumer, ends)) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                DeadLetter letter = letterOrNull(record);
                if (letter != null) {
                    to.accept(record, letter);
                }
            }
            if (!consumer.assignment().equals(from.keySet())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBefore(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        Collection<TopicPartition> assigned = consumer.assignment();
        return ends.entrySet().stream()
                .anyMatch(end -> assigned.contains(end.getKey()) && consumer.position(end.getKey()) < end.getValue());
    }

    /** What is no dead letter does not belong here, and waits for nothing. */
    private @Nullable DeadLetter letterOrNull(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            return null;
        }
        try {
            return wire.decode(Topics.DLQ, record.value());
        } catch (WireException e) {
            if (e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw e;
            }
            LOG.warn(
                    "{}-{} at {} is no dead letter: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    e.toString());
            return null;
        }
    }
}
