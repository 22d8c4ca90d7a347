package io.weir.bench.run;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** One partition of a topic, as committed, from its first record to what was its end when the reading began. */
public final class TopicLog<T extends SpecificRecord> implements AutoCloseable {

    private static final Duration POLL = Duration.ofSeconds(5);

    private final AvroWire wire;
    private final Topic<T> topic;
    private final TopicPartition partition;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final long end;
    private Iterator<ConsumerRecord<byte[], byte[]>> polled =
            List.<ConsumerRecord<byte[], byte[]>>of().iterator();
    private @Nullable T next;

    public TopicLog(String bootstrap, AvroWire wire, Topic<T> topic, int partition) {
        this.wire = wire;
        this.topic = topic;
        this.partition = new TopicPartition(topic.name(), partition);
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        5_000,
                        "max.partition.fetch.bytes",
                        Topics.MAX_RECORD_BYTES),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> one = List.of(this.partition);
        consumer.assign(one);
        consumer.seekToBeginning(one);
        end = consumer.endOffsets(one).getOrDefault(this.partition, 0L);
        advance();
    }

    /** The record that comes next; null at the end. */
    @Nullable
    public T peek() {
        return next;
    }

    public T take() {
        T taken = next;
        if (taken == null) {
            throw new NoSuchElementException(partition + " has ended");
        }
        advance();
        return taken;
    }

    private void advance() {
        while (!polled.hasNext()) {
            if (consumer.position(partition) >= end) {
                next = null;
                return;
            }
            polled = consumer.poll(POLL).iterator();
        }
        next = wire.decode(topic, polled.next().value());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
