package io.weir.infra.local.e2e;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Committed records of a topic, from the first to the last there is. */
final class Committed {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Committed() {}

    /** A record and the partition it stands in. */
    record Placed<T>(int partition, T value) {}

    /** @throws IllegalStateException where the end is not reached within a minute */
    static <T extends SpecificRecord> List<Placed<T>> of(Topic<T> topic, String bootstrap, AvroWire wire) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Placed<T>> records = new ArrayList<>();
            long start = System.nanoTime();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() - start > PATIENCE.toNanos()) {
                    throw new IllegalStateException(topic + " was not read to " + ends + " within " + PATIENCE);
                }
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    records.add(new Placed<>(record.partition(), wire.decode(topic, record.value())));
                }
            }
            return records;
        }
    }
}
