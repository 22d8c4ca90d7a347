package io.weir.infra.local.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.DeadLetters;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends dead records to their topics again, each with the letter that says so in one transaction. All redrivers share one
 * transactional id, so a second one fences the first.
 */
final class Redriver implements AutoCloseable {

    /** Header of a record that was sent again: the id of its letter. */
    static final String HEADER = "weir_redrive_of";

    private static final String TRANSACTIONAL_ID = "weir-dlq-redrive";

    private final TopicReader reader;
    private final InstantSource clock;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<String, Integer> partitions;

    Redriver(Addresses addresses, TopicReader reader, InstantSource clock) {
        this.reader = reader;
        this.clock = clock;
        partitions = reader.topics();
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        addresses.bootstrap(),
                        "transactional.id",
                        TRANSACTIONAL_ID,
                        "max.request.size",
                        Topics.MAX_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions(); // before the letters are read: what a dying redriver had open is decided by then
    }

    /**
     * Sends a record again.
     *
     * @throws IllegalArgumentException if it cannot be: the letter tells no place, or its topic is not there
     * @throws KafkaException if the brokers did not take it; then nothing of it is visible
     */
    void redrive(DeadRecord record) {
        DeadLetter letter = DeadRecords.letter(reader, record);
        ProducerRecord<byte[], byte[]> again = again(record, letter);
        ProducerRecord<byte[], byte[]> ending = new ProducerRecord<>(
                record.letter().topic(),
                record.letter().partition(),
                null,
                reader.wire().encode(Topics.DLQ, ending(record)));
        producer.beginTransaction();
        try {
            for (Future<RecordMetadata> sent : List.of(producer.send(again), producer.send(ending))) {
                sent.get();
            }
            producer.commitTransaction();
        } catch (ExecutionException e) {
            producer.abortTransaction();
            throw new KafkaException("letter " + record.id() + " was not sent again", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (KafkaException e) {
            producer.abortTransaction();
            throw e;
        }
    }

    private ProducerRecord<byte[], byte[]> again(DeadRecord record, DeadLetter letter) {
        Coordinates source = record.source();
        if (source == null) {
            throw new IllegalArgumentException("letter " + record.id() + " does not tell where its record came to");
        }
        int count = partitions.getOrDefault(source.getTopic(), 0);
        if (count == 0) {
            throw new IllegalArgumentException("source.topic " + source.getTopic() + " is not there any more");
        }
        Integer partition = source.getPartition() < count ? source.getPartition() : null;
        List<Header> headers = letter.getRecordHeaders().entrySet().stream()
                .filter(header -> !header.getKey().equals(HEADER))
                .<Header>map(header -> new RecordHeader(header.getKey(), bytes(header.getValue())))
                .collect(java.util.stream.Collectors.toList());
        headers.add(new RecordHeader(HEADER, record.id().getBytes(UTF_8)));
        return new ProducerRecord<>(
                source.getTopic(), partition, bytes(letter.getRecordKey()), bytes(letter.getRecordValue()), headers);
    }

    private DeadLetter ending(DeadRecord record) {
        return DeadLetter.newBuilder()
                .setId(record.id())
                .setSource(record.source())
                .setCode(DeadLetters.REDRIVEN)
                .setReason("sent to its topic again")
                .setTenant(record.tenant())
                .setRetries(1)
                .setAt(clock.instant())
                .build();
    }

    private static byte @Nullable [] bytes(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Override
    public void close() {
        producer.close();
    }
}
