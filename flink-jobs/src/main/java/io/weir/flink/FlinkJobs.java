package io.weir.flink;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.ClientUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The Flink jobs, running on a cluster inside the process.
 *
 * <p>State and offsets are those of the newest complete checkpoint under the directory, or the earliest offsets where there is
 * none. A stop is a last checkpoint and a cancel, so that a stop and a kill -9 come back by the same way; what differs is
 * only how much is read again.
 */
public final class FlinkJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkJobs.class);
    private static final int PATIENCE_SECONDS = 20;

    private final DirectoryLock lock;
    private final MiniCluster cluster;
    private final JobID job;
    private final Optional<Path> restoredFrom;
    private final AtomicBoolean closed = new AtomicBoolean();

    private FlinkJobs(DirectoryLock lock, MiniCluster cluster, JobID job, Optional<Path> restoredFrom) {
        this.lock = lock;
        this.cluster = cluster;
        this.job = job;
        this.restoredFrom = restoredFrom;
    }

    /**
     * Starts the cluster and the job and returns when the job is initialised: its graph and the checkpoint are good.
     *
     * @throws IllegalStateException if it does not start; the message says why
     */
    public static FlinkJobs start(FlinkConfig config) {
        DirectoryLock lock = DirectoryLock.take(config.home());
        try {
            return start(config, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static FlinkJobs start(FlinkConfig config, DirectoryLock lock) {
        DirectoryTree.delete(config.scratch());
        CheckpointDirectory checkpoints = new CheckpointDirectory(config.checkpoints());
        checkpoints.tidy();
        Optional<Path> checkpoint = checkpoints.newest();
        createDirectories(config);
        Configuration settings = ClusterSettings.of(config, checkpoint);
        MiniCluster cluster = cluster(config, settings);
        try {
            cluster.start();
            JobGraph graph = WeirGraph.of(config, settings).getJobGraph();
            JobID job = cluster.submitJob(graph).get().getJobID();
            ClientUtils.waitUntilJobInitializationFinished(
                    () -> cluster.getJobStatus(job).get(),
                    () -> cluster.requestJobResult(job).get(),
                    FlinkJobs.class.getClassLoader());
            LOG.info(
                    "job {} started {}",
                    job,
                    checkpoint.map(path -> "from " + path).orElse("from the earliest offsets"));
            return new FlinkJobs(lock, cluster, job, checkpoint);
        } catch (Exception e) {
            cluster.closeAsync().join();
            if (e instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            throw new IllegalStateException("the Flink jobs do not start: " + rootOf(e), e);
        }
    }

    /** Id of the job, 32 hexadecimal digits; a new one with every start. */
    public String jobId() {
        return job.toHexString();
    }

    /** Base URL of Flink's REST, such as {@code http://127.0.0.1:18082}. */
    public String restUrl() {
        return cluster.getRestAddress().join().toString();
    }

    /** Status of the job by Flink's name, such as RUNNING or RESTARTING. */
    public String status() {
        return closed.get()
                ? JobStatus.CANCELED.name()
                : cluster.getJobStatus(job).join().name();
    }

    /** Whether the job runs or is being restarted. @throws RuntimeException if the cluster does not answer */
    public boolean isAlive() {
        return !JobStatus.valueOf(status()).isGloballyTerminalState();
    }

    /** Checkpoint that this start went on from. */
    public Optional<Path> restoredFrom() {
        return restoredFrom;
    }

    /** Takes a last checkpoint where the job runs, cancels it and stops the cluster; the ports are free on return. */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        finish("take a last checkpoint, so more is read again", cluster.triggerCheckpoint(job));
        finish("cancel the job", cluster.cancelJob(job).thenCompose(done -> cluster.requestJobResult(job)));
        finish("stop the cluster", cluster.closeAsync());
        lock.close();
    }

    /** Whatever fails here, the checkpoints on disk are good; a stop goes on. */
    private static void finish(String what, CompletableFuture<?> step) {
        try {
            step.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("could not {}: {}", what, String.valueOf(rootOf(e)));
        }
    }

    private static MiniCluster cluster(FlinkConfig config, Configuration settings) {
        return new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(settings)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(config.parallelism())
                .build());
    }

    private static void createDirectories(FlinkConfig config) {
        try {
            Files.createDirectories(config.checkpoints());
            Files.createDirectories(config.scratch());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot create the directories of " + config.home(), e);
        }
    }

    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
