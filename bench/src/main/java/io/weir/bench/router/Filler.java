package io.weir.bench.router;

import io.weir.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes a round's inputs: queries in order, their claims and outcomes some way behind, and ticks between. */
final class Filler implements AutoCloseable {

    /** Inputs of a query; ticks come on top. */
    static final int RECORDS = 3;
    /** Queries that are under way at a time, as workers would have them. */
    private static final int CLAIMED_AFTER = 1_000;

    private static final int ANSWERED_AFTER = 2_000;
    /** A tick of each partition for so many queries: five times a second at 5,000 queries a second. */
    private static final int TICK_EVERY = 1_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Load load;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long queries;

    Filler(String bootstrap, Load load) {
        this.load = load;
        producer = producer(bootstrap, 5);
    }

    static KafkaProducer<byte[], byte[]> producer(String bootstrap, int lingerMillis) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "acks",
                        "all",
                        "linger.ms",
                        lingerMillis,
                        "batch.size",
                        128 << 10,
                        "max.request.size",
                        Topics.MAX_RECORD_BYTES),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** @return records written */
    long catalogue() {
        AtomicLong records = new AtomicLong();
        BenchCatalogue.declare(load, Instant.now(), record -> {
            send(record);
            records.incrementAndGet();
        });
        flush();
        return records.get();
    }

    /** Writes so many queries more, with their claims and outcomes. @return records written */
    long round(long more) {
        long first = queries;
        long end = first + more;
        long ticks = 0;
        Instant now = Instant.now();
        for (long n = first; n < end + ANSWERED_AFTER; n++) {
            if (n % TICK_EVERY == 0) {
                now = Instant.now();
                for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
                    send(load.tick(partition));
                    ticks++;
                }
            }
            if (n < end) {
                send(load.query(n, now));
            }
            if (n - CLAIMED_AFTER >= first && n - CLAIMED_AFTER < end) {
                send(load.claim(n - CLAIMED_AFTER, now));
            }
            if (n - ANSWERED_AFTER >= first) {
                send(load.outcome(n - ANSWERED_AFTER, now));
            }
        }
        flush();
        queries = end;
        return more * RECORDS + ticks;
    }

    long queries() {
        return queries;
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    private void flush() {
        producer.flush();
        Exception error = failure.get();
        if (error != null) {
            throw new KafkaException("the inbox could not be filled", error);
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
