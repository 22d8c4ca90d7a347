package io.weir.infra.local.workload;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Result;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads the committed results from the beginning and counts them by query. Used from one thread. */
public final class ResultWatch implements AutoCloseable {

    /** A query as results name it. */
    public record Id(String tenant, String queryId) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final AvroWire wire;
    private final Map<Id, Integer> results = new HashMap<>();

    public ResultWatch(String bootstrap, AvroWire wire) {
        this.wire = wire;
        consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", bootstrap, "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Collection<PartitionInfo> partitions = consumer.partitionsFor(Topics.RESULTS.name());
        List<TopicPartition> all = partitions.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(all);
        consumer.seekToBeginning(all);
    }

    /** Reads what is there within this time. */
    public void poll(Duration patience) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
            Result result = wire.decode(Topics.RESULTS, record.value());
            results.merge(new Id(result.getTenant(), result.getQueryId()), 1, Integer::sum);
        }
    }

    /** Results by query. */
    public Map<Id, Integer> results() {
        return results;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
