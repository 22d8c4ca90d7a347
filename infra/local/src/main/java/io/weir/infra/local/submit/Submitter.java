package io.weir.infra.local.submit;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.cluster.Span;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Sends a query and follows it to its end. */
final class Submitter implements AutoCloseable {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** Code of the last letter of a record that had waited for its schema and was then taken. */
    private static final String HOMED = "homed";

    private final TopicReader reader;
    private final KafkaProducer<byte[], byte[]> producer;

    Submitter(Addresses addresses) {
        reader = TopicReader.open(addresses);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        addresses.bootstrap(),
                        "acks",
                        "all",
                        "max.request.size",
                        Topics.MAX_PUBLIC_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Where the query is to be looked for, taken before it is sent.
     *
     * @param fresh whether its id is new: no result but its own can have it
     */
    record Watch(Map<TopicPartition, Long> from, boolean fresh) {}

    /**
     * Positions from which the ending of a query will be found.
     *
     * @param fresh whether the id is new, so that no result can be there already
     */
    Watch watch(String tenant, boolean fresh) {
        List<TopicPartition> results = reader.partitions(Topics.RESULTS);
        if (results.isEmpty()) {
            throw new IllegalArgumentException("there is no topic " + Topics.RESULTS + ": is this a stack of Weir?");
        }
        TopicPartition home = results.get(Topics.partitionOf(tenant, results.size()));
        List<TopicPartition> watched = new ArrayList<>(reader.partitions(Topics.DLQ));
        watched.add(home);
        Map<TopicPartition, Long> from = new HashMap<>();
        reader.committed(watched).forEach((partition, span) -> from.put(partition, span.end()));
        if (!fresh) {
            from.put(home, 0L);
        }
        return new Watch(from, fresh);
    }

    /** Sends the query. @return where it stands */
    Coordinates send(Query query) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.QUERIES.name(),
                query.getTenant().getBytes(UTF_8),
                reader.wire().encode(Topics.QUERIES, query));
        String id = query.getTenant() + "/" + query.getQueryId();
        EventHeaders.cloudEvent(record.headers(), id, "/weir/submit", "io.weir.Query.v1", query.getSubmittedAt());
        try {
            RecordMetadata sent = producer.send(record).get();
            return new Coordinates(sent.topic(), sent.partition(), sent.offset());
        } catch (ExecutionException e) {
            throw new KafkaException("the query was not sent: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /**
     * The ending of a query; empty where it has not come within {@code most}. A result of an id that was used before may be that of another
     * query: it counts once the router has taken this one and has not refused it.
     */
    Optional<Ending> await(Watch watch, Query query, Coordinates sent, Duration most) {
        Map<TopicPartition, Long> next = new HashMap<>(watch.from());
        Passage passage = new Passage(
                reader,
                sent,
                Topics.partitionOf(
                        query.getTenant(), reader.partitions(Topics.INBOX).size()));
        Optional<Ending> result = Optional.empty();
        long start = System.nanoTime();
        while (true) {
            boolean passed = watch.fresh() || (result.isPresent() && passage.isThrough());
            for (Ending ending : look(next, query, sent)) {
                if (ending instanceof Ending.Refused) {
                    return Optional.of(ending);
                }
                result = result.isPresent() ? result : Optional.of(ending);
            }
            if (passed && result.isPresent()) {
                return result;
            }
            if (System.nanoTime() - start > most.toNanos()) {
                return Optional.empty();
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private List<Ending> look(Map<TopicPartition, Long> next, Query query, Coordinates sent) {
        List<Ending> found = new ArrayList<>();
        for (Map.Entry<TopicPartition, Span> entry :
                reader.committed(List.copyOf(next.keySet())).entrySet()) {
            Span rest = entry.getValue().from(next.getOrDefault(entry.getKey(), 0L));
            reader.read(entry.getKey(), rest, record -> {
                Ending ending = ending(record, query, sent);
                if (ending != null) {
                    found.add(ending);
                }
            });
            next.put(entry.getKey(), rest.end());
        }
        return found;
    }

    private @Nullable Ending ending(ConsumerRecord<byte[], byte[]> record, Query query, Coordinates sent) {
        if (record.topic().equals(Topics.RESULTS.name())) {
            Result result = reader.decode(Topics.RESULTS, record);
            boolean same = result.getTenant().equals(query.getTenant())
                    && result.getQueryId().equals(query.getQueryId());
            return same ? new Ending.Answered(result) : null;
        }
        return reader.decode(Topics.DLQ, record, e -> {}) // what is no letter is not of this query
                .filter(letter ->
                        letter.getRetryAt() == null && !letter.getCode().equals(HOMED))
                .filter(letter -> isOf(letter, sent))
                .map(Ending.Refused::new)
                .orElse(null);
    }

    /** A letter of ingress names the public record; one of the router names, and holds, the copy in the inbox. */
    private boolean isOf(DeadLetter letter, Coordinates sent) {
        Coordinates source = letter.getSource();
        if (source == null || source.getTopic().equals(sent.getTopic())) {
            return sent.equals(source);
        }
        if (letter.getRecordValue() == null) {
            return false;
        }
        byte[] value = new byte[letter.getRecordValue().remaining()];
        letter.getRecordValue().duplicate().get(value);
        try {
            return sent.equals(reader.wire().decode(Topics.INBOX, value).getOrigin());
        } catch (WireException e) {
            return false;
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
        reader.close();
    }
}
