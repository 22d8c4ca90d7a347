package io.weir.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;

/** Flink's own settings: those of the job, and those of a small cluster inside the process, all of it on 127.0.0.1. */
final class ClusterSettings {
    private static final String LOOPBACK = "127.0.0.1";
    /** A thousand buffers of 32 KiB: some five edges of a few channels each. */
    private static final MemorySize NETWORK = MemorySize.ofMebiBytes(32);
    /** State is on the heap, so nothing takes managed memory; 0 is refused. */
    private static final MemorySize MANAGED = MemorySize.ofMebiBytes(1);

    private static final Duration FIRST_RESTART = Duration.ofMillis(500);
    /** A broker or a registry that comes back is noticed within this. */
    private static final Duration LONGEST_RESTART = Duration.ofSeconds(10);

    private ClusterSettings() {}

    /** Settings of a cluster inside the process and of its job. */
    static Configuration of(FlinkConfig config, Optional<Path> checkpoint) {
        Configuration settings = job(config, checkpoint);
        network(settings, config);
        memory(settings, config);
        return settings;
    }

    /** Settings of the job on any cluster; it goes on from a checkpoint where one is given. */
    static Configuration job(FlinkConfig config, Optional<Path> checkpoint) {
        Configuration settings = new Configuration();
        pipeline(settings, config);
        checkpoints(settings, config);
        restarts(settings);
        checkpoint.ifPresent(path -> {
            settings.set(StateRecoveryOptions.SAVEPOINT_PATH, uri(path));
            // The new job owns what it was restored from and deletes it once it has a checkpoint of its own.
            settings.set(StateRecoveryOptions.RESTORE_MODE, RecoveryClaimMode.CLAIM);
        });
        return settings;
    }

    private static void network(Configuration settings, FlinkConfig config) {
        settings.set(RestOptions.ADDRESS, LOOPBACK);
        settings.set(RestOptions.BIND_ADDRESS, LOOPBACK);
        settings.set(RestOptions.PORT, config.restPort());
        settings.set(RestOptions.BIND_PORT, Integer.toString(config.restPort()));
        settings.set(JobManagerOptions.ADDRESS, LOOPBACK);
        settings.set(JobManagerOptions.BIND_HOST, LOOPBACK);
        settings.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
        // REST is there to be watched: what can upload a jar can run anything.
        settings.set(WebOptions.SUBMIT_ENABLE, false);
        settings.set(WebOptions.CANCEL_ENABLE, false);
    }

    private static void memory(Configuration settings, FlinkConfig config) {
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, NETWORK);
        settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, NETWORK);
        settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED);
        String scratch = config.scratch().toString();
        settings.set(CoreOptions.TMP_DIRS, scratch);
        settings.set(WebOptions.TMP_DIR, scratch);
        settings.set(BlobServerOptions.STORAGE_DIRECTORY, scratch);
    }

    private static void pipeline(Configuration settings, FlinkConfig config) {
        settings.set(CoreOptions.DEFAULT_PARALLELISM, config.parallelism());
        settings.set(PipelineOptions.MAX_PARALLELISM, FlinkConfig.MOST_PARALLELISM);
        // A type without a serializer of its own, or an operator without a uid, is a mistake that a checkpoint would
        // keep.
        settings.set(PipelineOptions.GENERIC_TYPES, false);
        settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    }

    private static void checkpoints(Configuration settings, FlinkConfig config) {
        settings.set(StateBackendOptions.STATE_BACKEND, "hashmap");
        settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
        settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, uri(config.checkpoints()));
        settings.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    }

    /** For ever: nothing here is a fault of the job that a person would have to look at before it may go on. */
    private static void restarts(Configuration settings) {
        settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, FIRST_RESTART);
        settings.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, LONGEST_RESTART);
    }

    private static String uri(Path path) {
        return org.apache.flink.core.fs.Path.fromLocalFile(path.toFile()).toString();
    }
}
