package io.weir.flink;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Configuration of the Flink jobs.
 *
 * @param bootstrapServers Kafka, {@code host:port} with commas between
 * @param registryUrl base URL of the schema registry
 * @param directory state goes to {@code flink} in it
 * @param restPort port of Flink's REST on 127.0.0.1; 0: any free one
 * @param checkpointInterval between two checkpoints, 10 ms or more; it bounds what a crash makes the jobs read again
 * @param calibrationInterval a calibration is written at most this often, 1 ms or more
 * @param parallelism slots, 1..128
 */
public record FlinkConfig(
        String bootstrapServers,
        String registryUrl,
        Path directory,
        int restPort,
        Duration checkpointInterval,
        Duration calibrationInterval,
        int parallelism) {

    public static final Duration DEFAULT_CHECKPOINT_INTERVAL = Duration.ofSeconds(5);
    public static final Duration DEFAULT_CALIBRATION_INTERVAL = Duration.ofSeconds(1);

    /** Key groups, and with them the most that a job can ever be spread to; a checkpoint is bound to it. */
    static final int MOST_PARALLELISM = 128;

    /** Flink takes no checkpoints closer than this. */
    private static final Duration LEAST_CHECKPOINT_INTERVAL = Duration.ofMillis(10);

    private static final int MOST_PORT = 65_535;

    public FlinkConfig {
        require(!bootstrapServers.isBlank(), "bootstrapServers must not be empty");
        require(!registryUrl.isBlank(), "registryUrl must not be empty");
        require(restPort >= 0 && restPort <= MOST_PORT, "restPort is " + restPort + ", not in 0.." + MOST_PORT);
        require(
                checkpointInterval.compareTo(LEAST_CHECKPOINT_INTERVAL) >= 0,
                "checkpointInterval is " + checkpointInterval + ", below " + LEAST_CHECKPOINT_INTERVAL);
        require(calibrationInterval.toMillis() >= 1, "calibrationInterval is " + calibrationInterval + ", below 1 ms");
        require(
                parallelism >= 1 && parallelism <= MOST_PARALLELISM,
                "parallelism is " + parallelism + ", not in 1.." + MOST_PARALLELISM);
    }

    /** One slot, defaults for the intervals. */
    public static FlinkConfig of(String bootstrapServers, String registryUrl, Path directory, int restPort) {
        return new FlinkConfig(
                bootstrapServers,
                registryUrl,
                directory,
                restPort,
                DEFAULT_CHECKPOINT_INTERVAL,
                DEFAULT_CALIBRATION_INTERVAL,
                1);
    }

    /** Where everything of Flink is. */
    Path home() {
        return directory.resolve("flink").toAbsolutePath();
    }

    Path checkpoints() {
        return home().resolve("checkpoints");
    }

    Path scratch() {
        return home().resolve("tmp");
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
