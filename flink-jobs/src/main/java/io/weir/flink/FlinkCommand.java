package io.weir.flink;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The Flink jobs as a process of their own; they run until it is told to stop. */
@Command(name = "flink-jobs", mixinStandardHelpOptions = true, description = "Runs the Flink jobs until stopped.")
public final class FlinkCommand implements Callable<Integer> {

    @Option(names = "--bootstrap", defaultValue = "127.0.0.1:19092", description = "Kafka (${DEFAULT-VALUE})")
    private String bootstrap = "";

    @Option(
            names = "--registry",
            defaultValue = "http://127.0.0.1:18081",
            description = "URL of the schema registry (${DEFAULT-VALUE})")
    private String registry = "";

    @Option(names = "--dir", defaultValue = ".weir", description = "state goes to DIR/flink (${DEFAULT-VALUE})")
    private Path directory = Path.of("");

    @Option(names = "--rest-port", defaultValue = "18082", description = "port of Flink's REST (${DEFAULT-VALUE})")
    private int restPort;

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
    public Integer call() throws InterruptedException {
        FlinkJobs jobs = FlinkJobs.start(new FlinkConfig(
                bootstrap, registry, directory, restPort, checkpointInterval, calibrationInterval, parallelism));
        Runtime.getRuntime().addShutdownHook(new Thread(jobs::close, "flink-jobs-shutdown"));
        System.out.println("flink jobs ready, job " + jobs.jobId() + " at " + jobs.restUrl());
        new CountDownLatch(1).await();
        return 0;
    }

    /** Exits with 1 where the jobs do not start, 2 where the flags are wrong. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new FlinkCommand())
                .setExecutionExceptionHandler((thrown, line, parsed) -> {
                    line.getErr().println(thrown.getMessage());
                    return 1;
                })
                .execute(args));
    }
}
