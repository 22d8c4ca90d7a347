package io.weir.workers;

import io.weir.schemas.Topics;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The Kafka clients of a worker; all of them read and write bytes. */
final class KafkaClients {

    private KafkaClients() {}

    static KafkaProducer<byte[], byte[]> producer(WorkerConfig config) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        config.bootstrap(),
                        "client.id",
                        config.workerId(),
                        "acks",
                        "all",
                        "enable.idempotence",
                        "true",
                        "linger.ms",
                        "0", // a claim is waited for
                        "max.request.size",
                        Integer.toString(Topics.MAX_RECORD_BYTES)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Explicit acknowledgement, because the claim comes first; record_limit, because what is fetched beyond a poll would be
     * locked and count as handed out.
     */
    static KafkaShareConsumer<byte[], byte[]> shareConsumer(WorkerConfig config, TierConfig tier) {
        KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        config.bootstrap(),
                        "client.id",
                        config.workerId() + "-" + tier.name(),
                        "group.id",
                        Topics.workerGroup(tier.name()),
                        "share.acknowledgement.mode",
                        "explicit",
                        "share.acquire.mode",
                        "record_limit",
                        "max.poll.records",
                        Integer.toString(tier.pollRecords())),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(tier.lanes().stream()
                .map(lane -> Topics.attempts(tier.name(), lane).name())
                .toList());
        return consumer;
    }

    static KafkaConsumer<byte[], byte[]> controls(WorkerConfig config) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", config.bootstrap());
        properties.put("client.id", config.workerId() + "-controls");
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "latest");
        properties.put("isolation.level", "read_committed"); // the router writes them in its transactions
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
