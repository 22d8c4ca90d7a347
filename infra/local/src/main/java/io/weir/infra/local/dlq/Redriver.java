package io.weir.infra.local.dlq;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.router.ingress.Ingress;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.DeadLetters;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
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

    /** Topics of declarations: of several records with one key the last stands. */
    private static final Set<String> LATEST_STANDS =
            Set.of(Topics.ACCOUNTS.name(), Topics.TIERS.name(), Topics.PRICES.name());

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
     * Requires that a record may be sent again: that it came to a topic that ingress reads, since a second copy of what the router
     * or a worker wrote would count twice, and that it does not put back what its key has had since.
     *
     * @throws IllegalArgumentException if not; names what is at fault
     */
    void require(DeadRecord record) {
        Coordinates source = source(record);
        boolean read = Ingress.sources().stream().anyMatch(topic -> topic.name().equals(source.getTopic()));
        if (!read) {
            throw new IllegalArgumentException(
                    "source.topic " + source.getTopic() + " is none that ingress reads: only those are sent to again");
        }
        if (LATEST_STANDS.contains(source.getTopic())) {
            requireNewest(source, bytes(DeadRecords.letter(reader, record).getRecordKey()));
        }
    }

    private void requireNewest(Coordinates source, byte @Nullable [] key) {
        TopicPartition partition = new TopicPartition(source.getTopic(), source.getPartition());
        Span whole = reader.committed(List.of(partition)).getOrDefault(partition, new Span(0, 0));
        List<Long> later = new ArrayList<>();
        reader.read(partition, whole.from(source.getOffset() + 1), other -> {
            if (key != null && Arrays.equals(key, other.key())) {
                later.add(other.offset());
            }
        });
        if (!later.isEmpty()) {
            throw new IllegalArgumentException(
                    "key " + new String(Objects.requireNonNull(key), UTF_8) + " has a later record, "
                            + source.getTopic() + "/" + source.getPartition() + "/" + later.get(later.size() - 1)
                            + ": sent again, this one would replace it");
        }
    }

    private static Coordinates source(DeadRecord record) {
        Coordinates source = record.source();
        if (source == null) {
            throw new IllegalArgumentException("letter " + record.id() + " does not tell where its record came to");
        }
        return source;
    }

    /**
     * Sends a record again.
     *
     * @throws IllegalArgumentException if it may not be, see {@link #require}, or its topic is not there
     * @throws KafkaException if the brokers did not take it; then nothing of it is visible
     */
    void redrive(DeadRecord record) {
        require(record);
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
        Coordinates source = source(record);
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
