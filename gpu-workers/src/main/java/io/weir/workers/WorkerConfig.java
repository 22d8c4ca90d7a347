package io.weir.workers;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Configuration of one worker.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registryUrl base URL of the schema registry
 * @param workerId unique among workers, [A-Za-z0-9._-]{1,100}
 * @param tiers what it serves, at least one
 * @param lease how long a claim holds without a heartbeat
 * @param heartbeat time between heartbeats, less than the lease
 * @param stateInterval time between reports of its state
 * @param maxRun longest run of an attempt without a deadline
 * @param closeGrace how long running attempts may go on when it closes
 */
public record WorkerConfig(
        String bootstrap,
        String registryUrl,
        String workerId,
        List<TierConfig> tiers,
        Duration lease,
        Duration heartbeat,
        Duration stateInterval,
        Duration maxRun,
        Duration closeGrace) {

    /** Long enough for a pause of a JVM, short enough that a dead worker's attempts are soon made again. */
    public static final Duration DEFAULT_LEASE = Duration.ofSeconds(15);

    private static final Pattern WORKER_ID = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public WorkerConfig {
        notBlank("bootstrap", bootstrap);
        notBlank("registry_url", registryUrl);
        if (!WORKER_ID.matcher(workerId).matches()) {
            throw new IllegalArgumentException("worker_id: '" + workerId + "' does not match " + WORKER_ID);
        }
        tiers = List.copyOf(tiers);
        if (tiers.isEmpty()) {
            throw new IllegalArgumentException("tiers: empty; a worker serves at least one");
        }
        Set<String> names = new HashSet<>();
        for (TierConfig tier : tiers) {
            if (!names.add(tier.name())) {
                throw new IllegalArgumentException("tiers: '" + tier.name() + "' occurs twice");
            }
        }
        positive("lease", lease);
        positive("heartbeat", heartbeat);
        positive("state_interval", stateInterval);
        positive("max_run", maxRun);
        if (heartbeat.compareTo(lease) >= 0) {
            throw new IllegalArgumentException("heartbeat: " + heartbeat + " is not less than the lease of " + lease);
        }
        if (closeGrace.isNegative()) {
            throw new IllegalArgumentException("close_grace: " + closeGrace + " is negative");
        }
    }

    /** The default times: a lease of 15 s, a heartbeat each third of it. */
    public static WorkerConfig of(String bootstrap, String registryUrl, String workerId, List<TierConfig> tiers) {
        return new WorkerConfig(
                bootstrap,
                registryUrl,
                workerId,
                tiers,
                DEFAULT_LEASE,
                DEFAULT_LEASE.dividedBy(3),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                Duration.ofSeconds(20));
    }

    private static void notBlank(String field, String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + ": is blank");
        }
    }

    private static void positive(String field, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new IllegalArgumentException(field + ": " + value + " is not positive");
        }
    }
}
