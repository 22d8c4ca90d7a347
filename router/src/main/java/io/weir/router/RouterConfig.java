package io.weir.router;

import io.weir.core.routing.Settings;
import io.weir.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Configuration of the router.
 *
 * @param bootstrapServers brokers
 * @param registryUrl schema registry
 * @param stateDir directory of the Streams state; the truth is in the changelogs
 * @param instanceId static member id: a restart takes its partitions back without waiting for a session to time out
 * @param partitions partitions of the inbox and of every topic that the router writes by tenant
 * @param replication replicas of the topics it creates
 * @param threads stream threads
 * @param commitInterval how often a transaction is committed; what a result waits for
 * @param settings parameters of the decision
 */
public record RouterConfig(
        String bootstrapServers,
        String registryUrl,
        Path stateDir,
        String instanceId,
        int partitions,
        short replication,
        int threads,
        Duration commitInterval,
        Settings settings) {

    public static final String APPLICATION_ID = "weir-router";

    public RouterConfig {
        require("partitions", partitions);
        require("threads", threads);
        require("replication", replication);
        if (commitInterval.isNegative() || commitInterval.isZero()) {
            throw new IllegalArgumentException("commit_interval must be positive: " + commitInterval);
        }
    }

    private static void require(String name, long value) {
        if (value <= 0) {
            throw new IllegalArgumentException(name + " must be positive: " + value);
        }
    }

    /** The settings of Kafka Streams that it stands for. */
    public Map<String, Object> streams() {
        return Map.ofEntries(
                Map.entry("application.id", APPLICATION_ID),
                Map.entry("bootstrap.servers", bootstrapServers),
                Map.entry("processing.guarantee", "exactly_once_v2"),
                Map.entry("num.stream.threads", threads),
                Map.entry("replication.factor", (int) replication),
                Map.entry("state.dir", stateDir.toString()),
                Map.entry("commit.interval.ms", commitInterval.toMillis()),
                Map.entry("statestore.cache.max.bytes", 0L),
                Map.entry("main.consumer.group.instance.id", instanceId),
                Map.entry("main.consumer.auto.offset.reset", "earliest"),
                Map.entry("main.consumer.session.timeout.ms", 6_000),
                Map.entry("main.consumer.heartbeat.interval.ms", 2_000),
                Map.entry("main.consumer.max.partition.fetch.bytes", 4 << 20),
                // The dead router's open transaction is what a restarted one waits for: keep it short.
                Map.entry("producer.transaction.timeout.ms", 10_000),
                Map.entry("producer.max.request.size", 4 << 20),
                // An open query holds its body: changelogs take what the inbox takes, whatever the broker's default.
                Map.entry("topic.max.message.bytes", Topics.MAX_RECORD_BYTES),
                // A transaction is read when it commits, which sends what is left: till then batches may fill.
                Map.entry("producer.linger.ms", 10),
                Map.entry("producer.batch.size", 64 << 10),
                Map.entry("producer.acks", "all"));
    }
}
