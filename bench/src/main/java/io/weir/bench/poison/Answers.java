package io.weir.bench.poison;

import io.weir.bench.poison.Answer.By;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads dead letters and results as they are committed, from the start of the topics. */
final class Answers implements AutoCloseable {

    /** Is told of every result as it is seen. */
    @FunctionalInterface
    interface Watcher {
        void seen(Result result, long nanos);
    }

    private final AvroWire wire;
    private final Watcher watcher;
    private final Map<String, Answer> letters = new ConcurrentHashMap<>();
    private final Map<String, Answer> results = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopped;

    /** Two threads: dead letters carry the poison itself, and decoding megabytes must not delay seeing a result. */
    Answers(String bootstrap, AvroWire wire, Watcher watcher) {
        this.wire = wire;
        this.watcher = watcher;
        threads.add(read(bootstrap, Topics.RESULTS.name(), this::result));
        threads.add(read(bootstrap, Topics.DLQ.name(), this::letter));
    }

    private Thread read(
            String bootstrap, String topic, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        Thread thread = new Thread(
                () -> {
                    try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
                        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                                .map(info -> new TopicPartition(topic, info.partition()))
                                .toList();
                        consumer.assign(partitions);
                        consumer.seekToBeginning(partitions);
                        while (!stopped) {
                            consumer.poll(Duration.ofMillis(100)).forEach(each);
                        }
                    } catch (RuntimeException e) {
                        failure.set(e);
                    }
                },
                "bench-" + topic);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "auto.offset.reset",
                        "earliest",
                        "max.partition.fetch.bytes",
                        Topics.MAX_RECORD_BYTES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private void result(ConsumerRecord<byte[], byte[]> record) {
        long nanos = System.nanoTime();
        Result result = wire.decode(Topics.RESULTS, record.value());
        Refusal refusal = result.getRefusal();
        Answer answer = refusal == null
                ? new Answer(By.RESULT, result.getStatus(), null, null, result.getReason())
                : new Answer(By.RESULT, refusal.getCode(), refusal.getField(), refusal.getValue(), result.getReason());
        results.put(key(result.getTenant(), result.getQueryId()), answer);
        watcher.seen(result, nanos);
    }

    private void letter(ConsumerRecord<byte[], byte[]> record) {
        DeadLetter letter = wire.decode(Topics.DLQ, record.value());
        Coordinates source = letter.getSource();
        if (source != null) {
            letters.put(
                    coordinates(source.getTopic(), source.getPartition(), source.getOffset()),
                    new Answer(
                            By.DEAD_LETTER,
                            letter.getCode(),
                            letter.getField(),
                            letter.getValue(),
                            letter.getReason()));
        }
    }

    static String coordinates(String topic, int partition, long offset) {
        return topic + "/" + partition + "/" + offset;
    }

    private static String key(String tenant, String queryId) {
        return tenant + "\0" + queryId;
    }

    @Nullable
    Answer letter(String coordinates) {
        return letters.get(coordinates);
    }

    @Nullable
    Answer result(String tenant, String queryId) {
        return results.get(key(tenant, queryId));
    }

    /** Throws what ended the reading, if anything has. */
    void requireReading() {
        RuntimeException error = failure.get();
        if (error != null) {
            throw error;
        }
    }

    @Override
    public void close() {
        stopped = true;
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
