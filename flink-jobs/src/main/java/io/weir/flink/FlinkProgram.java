package io.weir.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The Flink jobs on a cluster of their own, as the program of its application mode.
 *
 * <p>Each start goes on from the newest complete checkpoint under the directory, as a start in the process does. So a job
 * manager that is killed comes back with its state, with no store of high availability beside it: the directory, which job
 * manager and task managers share, is all that it needs. One job manager at a time.
 */
@Command(
        name = "flink-program",
        mixinStandardHelpOptions = true,
        description = "Runs the Flink jobs on the cluster that executes this program.")
public final class FlinkProgram implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(FlinkProgram.class);
    /** REST is the cluster's own; this program opens none. */
    private static final int NO_PORT = 0;

    @Option(names = "--bootstrap", required = true, description = "Kafka, host:port with commas between.")
    private String bootstrap = "";

    @Option(names = "--registry", required = true, description = "URL of the schema registry.")
    private String registry = "";

    @Option(
            names = "--dir",
            required = true,
            description = "Checkpoints go to DIR/flink, on a file system that job manager and task managers share.")
    private Path directory = Path.of("");

    @Option(
            names = "--checkpoint-interval",
            defaultValue = "PT5S",
            description = "ISO-8601 duration between checkpoints (${DEFAULT-VALUE})")
    private Duration checkpointInterval = FlinkConfig.DEFAULT_CHECKPOINT_INTERVAL;

    @Option(
            names = "--calibration-interval",
            defaultValue = "PT1S",
            description = "ISO-8601 duration; a calibration is written at most this often (${DEFAULT-VALUE})")
    private Duration calibrationInterval = FlinkConfig.DEFAULT_CALIBRATION_INTERVAL;

    @Option(names = "--parallelism", defaultValue = "1", description = "slots (${DEFAULT-VALUE})")
    private int parallelism;

    @Override
    public Integer call() throws Exception {
        FlinkConfig config = new FlinkConfig(
                bootstrap, registry, directory, NO_PORT, checkpointInterval, calibrationInterval, parallelism);
        CheckpointDirectory checkpoints = new CheckpointDirectory(config.checkpoints());
        checkpoints.tidy();
        Optional<Path> checkpoint = checkpoints.newest();
        LOG.info("the job starts {}", checkpoint.map(path -> "from " + path).orElse("from the earliest offsets"));
        WeirGraph.environment(config, ClusterSettings.job(config, checkpoint)).execute(WeirGraph.NAME);
        return 0;
    }

    /** Throws where the job does not start: the cluster reports it, and must not be ended from within. */
    public static void main(String[] args) throws Exception {
        FlinkProgram program = new FlinkProgram();
        new CommandLine(program).parseArgs(args);
        program.call();
    }
}
