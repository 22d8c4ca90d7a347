package io.weir.bench.run;

import io.weir.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** A thread that reads topics from their first records as they are committed. */
public final class Reading implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Thread thread;
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private Reading(String name, String bootstrap, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        thread = new Thread(() -> read(bootstrap, topics, each), "bench-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Starts a thread that hands over each record; topics have {@link Topics#DEFAULT_PARTITIONS}. */
    public static Reading fromTheStart(
            String name, String bootstrap, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        return new Reading(name, bootstrap, topics, each);
    }

    private void read(String bootstrap, List<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(bootstrap)) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (String topic : topics) {
                for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
                    partitions.add(new TopicPartition(topic, partition));
                }
            }
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            while (!stopped) {
                consumer.poll(POLL).forEach(each);
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrap) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        2_000,
                        "max.partition.fetch.bytes",
                        Topics.MAX_RECORD_BYTES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    /** Throws what has ended the reading, if anything has. */
    public void requireAlive() {
        RuntimeException error = failure.get();
        if (error != null) {
            throw error;
        }
    }

    @Override
    public void close() {
        stopped = true;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
