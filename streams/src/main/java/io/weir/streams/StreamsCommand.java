package io.weir.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the views application in a process of its own until it is told to stop. */
@Command(
        name = "weir-streams",
        mixinStandardHelpOptions = true,
        description = "Materialised views of Weir over HTTP: queries, accounts, cost-of-pass.")
public final class StreamsCommand implements Callable<Integer> {
    /** How often it is looked whether the client has given up. */
    private static final long LOOK_SECONDS = 1;

    @Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    @Option(names = "--bootstrap", required = true, description = "Kafka, host:port with commas between.")
    private String bootstrap = "";

    @Option(names = "--registry", required = true, description = "Schema registry, http or https.")
    private String registry = "";

    @Option(names = "--state-dir", required = true, description = "Directory of the state stores.")
    private Path stateDir = Path.of("");

    @Option(
            names = "--http-port",
            defaultValue = "" + ViewsConfig.DEFAULT_HTTP_PORT,
            description = "Port of HTTP, 0 for any free one (default: ${DEFAULT-VALUE}).")
    private int httpPort;

    @Option(
            names = "--host",
            defaultValue = ViewsConfig.DEFAULT_HOST,
            description = "Address that HTTP binds (default: ${DEFAULT-VALUE}). Nobody is authenticated.")
    private String host = "";

    @Option(
            names = "--advertised-host",
            defaultValue = "",
            description = "Name by which other instances reach this one (default: --host).")
    private String advertisedHost = "";

    @Option(
            names = "--retention",
            defaultValue = "P7D",
            description = "How long records of queries are kept, ISO-8601, in event time (default: ${DEFAULT-VALUE}).")
    private Duration retention = ViewsConfig.DEFAULT_RETENTION;

    /** Starts the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new StreamsCommand()).execute(args));
    }

    @Override
    public Integer call() throws InterruptedException {
        StreamsApp app = StreamsApp.start(config());
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            stop.countDown();
                            app.close();
                        },
                        "weir-streams-stop"));
        spec.commandLine()
                .getOut()
                .println("weir-streams " + app.url() + " pid "
                        + ProcessHandle.current().pid());
        while (app.isAlive()) {
            if (stop.await(LOOK_SECONDS, TimeUnit.SECONDS)) {
                return 0;
            }
        }
        return 1;
    }

    private ViewsConfig config() {
        String advertised = advertisedHost.isEmpty() ? host : advertisedHost;
        try {
            return new ViewsConfig(bootstrap, registry, stateDir, host, httpPort, advertised, retention);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--" + e.getMessage(), e);
        }
    }
}
