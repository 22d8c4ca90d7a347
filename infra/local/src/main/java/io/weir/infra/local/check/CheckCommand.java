package io.weir.infra.local.check;

import io.weir.infra.local.archive.Archive;
import io.weir.infra.local.check.CheckOptions.Aggregates;
import io.weir.infra.local.cluster.AddressOptions;
import io.weir.infra.local.cluster.Cluster;
import io.weir.infra.local.cluster.TopicReader;
import io.weir.infra.local.text.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code weir check}: exit status 0 where every promise is kept, 1 where one is broken, 2 where it could not be told. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks the invariants of the books by reading every topic from its first record.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:clean", "1:violated, the first violation is named", "2:could not check, or not all of it"})
public final class CheckCommand implements Callable<Integer> {

    private static final int VIOLATED = 1;
    private static final int COULD_NOT = 2;
    private static final String LATEST = "latest";

    @Mixin
    private final AddressOptions stack = new AddressOptions();

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

    @Option(
            names = "--aggregates",
            paramLabel = "current|prefix|none",
            converter = AggregatesOption.class,
            description = {
                "What is asked of Flink's figures: that they cover every outcome (the default at rest), that they are right",
                "as far as they go (the default with --running, and where no broker was running), or nothing."
            })
    private @Nullable Aggregates aggregates;

    @Option(
            names = "--patience",
            paramLabel = "DURATION",
            description = "How long to look again while something catches up, ISO-8601 (PT30S).")
    private Duration patience = CheckOptions.PATIENCE;

    @Option(
            names = "--archive",
            paramLabel = "DIR",
            description = {
                "Checks the ledger alone, from this archive (weir ledger archive) and from the topic what is not archived yet:",
                "order, chain, seals, limits and holds."
            })
    private @Nullable Path archive;

    @Option(
            names = "--from-seal",
            paramLabel = "DAY",
            arity = "0..1",
            fallbackValue = LATEST,
            description =
                    "With --archive: begins at each ledger key's last seal of DAY or before, without DAY at its last.")
    private @Nullable String fromSeal;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        requireOptions();
        try (Cluster cluster = stack.runningOrStarted();
                TopicReader reader = TopicReader.open(cluster.addresses())) {
            Report report = report(reader, cluster.wasRunning());
            if (!cluster.wasRunning()) {
                err().println("no broker was running: one was started on " + stack.directory() + " for this check");
            }
            out().println(json ? report.json() : report.text());
            out().flush();
            if (!report.clean()) {
                return VIOLATED;
            }
            return report.judged() ? 0 : COULD_NOT;
        } catch (RuntimeException e) {
            err().println("could not check: " + Printable.line(e.getMessage() == null ? e.toString() : e.getMessage()));
            return COULD_NOT;
        }
    }

    private Report report(TopicReader reader, boolean wasRunning) {
        if (archive == null) {
            return Checker.check(reader, options(wasRunning));
        }
        Archive from = new Archive(archive);
        String day = fromSeal == null ? "" : fromSeal.equals(LATEST) ? ArchiveCheck.latest(from) : fromSeal;
        return Checker.check(reader, from, day, atRest && !running);
    }

    private void requireOptions() {
        if (fromSeal != null && archive == null) {
            throw new ParameterException(
                    spec().commandLine(), "--from-seal needs --archive: the seals are found there");
        }
        if (fromSeal != null && !fromSeal.equals(LATEST) && !fromSeal.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw new ParameterException(
                    spec().commandLine(), "--from-seal must be a day such as 2026-11-30, is '" + fromSeal + "'");
        }
    }

    /** Where nothing ran, nothing can catch up: figures that lag are so until the next start. */
    private CheckOptions options(boolean wasRunning) {
        boolean resting = atRest && !running;
        CheckOptions options = (resting ? CheckOptions.resting() : CheckOptions.underWay()).with(patience);
        if (aggregates != null) {
            return options.with(aggregates);
        }
        return wasRunning ? options : options.with(Aggregates.PREFIX);
    }

    /** Names are in lower case, as every other value of an option. */
    static final class AggregatesOption implements ITypeConverter<Aggregates> {
        @Override
        public Aggregates convert(String value) {
            for (Aggregates one : Aggregates.values()) {
                if (one.name().toLowerCase(Locale.ROOT).equals(value)) {
                    return one;
                }
            }
            throw new TypeConversionException("must be current, prefix or none, is '" + value + "'");
        }
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
