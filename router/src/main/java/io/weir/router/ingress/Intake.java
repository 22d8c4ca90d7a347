package io.weir.router.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.core.admission.Violation;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.InvalidRecord;
import io.weir.v1.DeadLetter;
import io.weir.v1.Inbox;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Writes what records become: copies in the inbox, or dead letters. Nothing of a batch is certain before {@link #flush}; what
 * is written twice because a flush failed has no effect the second time. One thread uses one.
 */
final class Intake {

    private static final String SOURCE = "/weir/ingress";

    /** What a batch of one record takes beside its key, value and headers, at most. */
    private static final int BATCH_BYTES = 128;

    /** Lengths of a header's name and value, at most. */
    private static final int HEADER_BYTES = 10;

    private final AvroWire wire;
    private final Homing homing;
    private final Producer<byte[], byte[]> producer;
    private final int partitions;
    private final List<Future<RecordMetadata>> sends = new ArrayList<>();

    /** @param wire wire whose own schema ids of inbox and dead letters are known */
    Intake(AvroWire wire, Homing homing, Producer<byte[], byte[]> producer, int partitions) {
        this.wire = wire;
        this.homing = homing;
        this.producer = producer;
        this.partitions = partitions;
    }

    /**
     * Homes a record.
     *
     * @return null, or the letter of a record that cannot be homed, still to be sent
     */
    @Nullable
    DeadLetter home(ConsumerRecord<byte[], byte[]> record) {
        try {
            copies(record).forEach(copy -> sends.add(producer.send(copy)));
        } catch (InvalidRecord | WireException e) {
            return homing.deadLetter(record, e);
        }
        return null;
    }

    private List<ProducerRecord<byte[], byte[]>> copies(ConsumerRecord<byte[], byte[]> record) {
        Homing.Homed homed = homing.home(record);
        byte[] value = wire.encode(Topics.INBOX, homed.inbox());
        List<ProducerRecord<byte[], byte[]>> copies = new ArrayList<>();
        if (homed.partition() != Homing.EVERY_PARTITION) {
            copies.add(copy(homed.partition(), homed.key().getBytes(UTF_8), value, record, homed.inbox()));
        } else {
            for (int partition = 0; partition < partitions; partition++) {
                copies.add(copy(partition, null, value, record, homed.inbox()));
            }
        }
        return copies;
    }

    /** @throws InvalidRecord where the copy would not fit the inbox: its send would fail, and with it every record beside it */
    private static ProducerRecord<byte[], byte[]> copy(
            int partition, byte @Nullable [] key, byte[] value, ConsumerRecord<byte[], byte[]> record, Inbox inbox) {
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(Topics.INBOX.name(), partition, key, value);
        EventHeaders.cloudEvent(
                copy.headers(), inbox.getId(), SOURCE, "io.weir.Inbox.v1", Instant.ofEpochMilli(record.timestamp()));
        EventHeaders.traceparent(record.headers())
                .ifPresent(traceparent -> EventHeaders.traceparent(copy.headers(), traceparent));
        long bytes = (long) BATCH_BYTES + (key == null ? 0 : key.length) + value.length;
        for (Header header : copy.headers()) {
            bytes += (long) header.key().length() + header.value().length + HEADER_BYTES;
        }
        if (bytes > Topics.MAX_RECORD_BYTES) {
            throw new InvalidRecord(Violation.of(
                    "too_large",
                    "value",
                    bytes + " bytes",
                    "with what homing adds must be at most " + Topics.MAX_RECORD_BYTES + " bytes"));
        }
        return copy;
    }

    /** Sends a letter to the partition of its id, where all letters of that id are. */
    void send(DeadLetter letter) {
        int partition = Topics.partitionOf(letter.getId(), partitions);
        ProducerRecord<byte[], byte[]> dead =
                new ProducerRecord<>(Topics.DLQ.name(), partition, null, wire.encode(Topics.DLQ, letter));
        EventHeaders.cloudEvent(dead.headers(), letter.getId(), SOURCE, "io.weir.DeadLetter.v1", letter.getAt());
        sends.add(producer.send(dead));
    }

    /** Waits until the brokers have acknowledged everything. @throws KafkaException if they have not */
    void flush() {
        try {
            producer.flush();
            for (Future<RecordMetadata> send : sends) {
                send.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("a record could not be written", e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        } finally {
            sends.clear();
        }
    }
}
