package io.weir.streams;

import io.weir.schemas.Topics;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.state.HostInfo;

/** Settings of the Kafka Streams client: Kafka's defaults but for these. */
final class StreamsSettings {
    /** Also the consumer group and the first part of changelog names. */
    static final String APPLICATION_ID = "weir-streams";

    /** How old a committed view may be, and how often sums are written through; milliseconds. */
    private static final int COMMIT_MILLIS = 1_000;

    /** Sums that change between two commits, of all stores and threads. */
    private static final long CACHE_BYTES = 8L << 20;

    /** How long an instance that was killed keeps its tasks from the others, milliseconds. */
    private static final int SESSION_MILLIS = 10_000;

    private StreamsSettings() {}

    static Properties of(ViewsConfig config, HostInfo self) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, APPLICATION_ID);
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, self.host() + ":" + self.port());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stateDir().toString());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, COMMIT_MILLIS);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE_BYTES);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.class);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_committed");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        if (config.httpPort() != 0) {
            // A member by name: started again after a kill, it takes its own place and waits for no timeout.
            settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), memberName(self));
        }
        // A stored record is its topic's record and a header; the topic's own bound leaves room for that.
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), Topics.MAX_RECORD_BYTES);
        settings.put(StreamsConfig.topicPrefix("max.message.bytes"), Integer.toString(Topics.MAX_RECORD_BYTES));
        return settings;
    }

    /** Unique since the address is; Kafka allows fewer characters in it. */
    private static String memberName(HostInfo self) {
        return (self.host() + "-" + self.port()).replaceAll("[^a-zA-Z0-9._-]", "-");
    }
}
