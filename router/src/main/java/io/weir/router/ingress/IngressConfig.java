package io.weir.router.ingress;

import io.weir.core.admission.QueryBounds;
import java.time.Duration;

/**
 * Configuration of ingress.
 *
 * @param bootstrapServers brokers
 * @param registryUrl schema registry
 * @param partitions partitions of the inbox
 * @param replication replicas of the topics it creates
 * @param tickInterval time between two ticks of a partition
 * @param recordLock how long a share group holds a record for a worker that has not acknowledged it
 * @param bounds bounds of a query
 */
public record IngressConfig(
        String bootstrapServers,
        String registryUrl,
        int partitions,
        short replication,
        Duration tickInterval,
        Duration recordLock,
        QueryBounds bounds) {

    public IngressConfig {
        if (partitions <= 0) {
            throw new IllegalArgumentException("partitions must be positive: " + partitions);
        }
        if (replication <= 0) {
            throw new IllegalArgumentException("replication must be positive: " + replication);
        }
        if (tickInterval.isNegative() || tickInterval.isZero()) {
            throw new IllegalArgumentException("tick_interval must be positive: " + tickInterval);
        }
        if (recordLock.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("record_lock must be at least 1 s: " + recordLock);
        }
    }
}
