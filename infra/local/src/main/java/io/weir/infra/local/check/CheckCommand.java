package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.text.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code weir check}: exit status 0 where every promise is kept, 1 where one is broken, 2 where it could not be told. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks the invariants of the books by reading every topic from its first record.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:clean", "1:violated, the first violation is named", "2:could not check"})
public final class CheckCommand implements Callable<Integer> {

    private static final int VIOLATED = 1;
    private static final int COULD_NOT = 2;

    @Option(names = "--dir", defaultValue = ".weir", description = "Directory of the stack (${DEFAULT-VALUE}).")
    private Path directory = Path.of(".weir");

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            description = "Brokers; by default those recorded in DIR, else one started on the data of DIR.")
    private @Nullable String bootstrap;

    @Option(names = "--registry", paramLabel = "URL", description = "Schema registry; by default the one of the stack.")
    private @Nullable String registry;

    @Option(names = "--json", description = "Prints JSON.")
    private boolean json;

    @Option(
            names = "--at-rest",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description = "Nothing is under way: what is open is a violation (default).")
    private boolean atRest = true;

    @Option(names = "--running", description = "Something is under way: what is open is counted.")
    private boolean running;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        try (Cluster cluster = Cluster.runningOrStarted(directory, bootstrap, registry);
                TopicReader reader = TopicReader.open(cluster.addresses())) {
            Report report = check(reader, atRest && !running);
            if (!cluster.wasRunning()) {
                err().println("no broker was running: one was started on " + directory + " for this check");
            }
            out().println(json ? report.json() : report.text());
            out().flush();
            return report.clean() ? 0 : VIOLATED;
        } catch (RuntimeException e) {
            err().println("could not check: " + Printable.line(e.getMessage() == null ? e.toString() : e.getMessage()));
            return COULD_NOT;
        }
    }

    /** Reads and checks everything. @throws RuntimeException if something cannot be read */
    static Report check(TopicReader reader, boolean atRest) {
        // First the log: waiting for it to be at rest brings the ends of the reading with it.
        List<Check> checks = new ArrayList<>();
        LogCheck log = LogCheck.of(reader, KafkaLogSource.attempts(reader), atRest, LogCheck.PATIENCE);
        checks.addAll(Checker.run(KafkaLogSource.open(reader), atRest));
        checks.add(log);
        return new Report(checks, atRest);
    }

    private PrintWriter out() {
        return spec().commandLine().getOut();
    }

    private PrintWriter err() {
        return spec().commandLine().getErr();
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "picocli sets it");
    }
}
