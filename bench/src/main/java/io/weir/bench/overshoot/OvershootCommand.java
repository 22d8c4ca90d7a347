package io.weir.bench.overshoot;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.bench.run.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Judges every hold and every refusal of a run. */
@Command(
        name = "overshoot",
        mixinStandardHelpOptions = true,
        description = "Looks for holds that did not fit and refusals that did, by arithmetic of its own.")
public final class OvershootCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(names = "--queries", description = "queries of the load (default: ${DEFAULT-VALUE})")
    private long queries = 1_000_000;

    @Option(names = "--producers", description = "producers, a thread each (default: ${DEFAULT-VALUE})")
    private int producers = 64;

    @Option(names = "--accounts", description = "accounts, in trees of 25 (default: ${DEFAULT-VALUE})")
    private int accounts = 1_000;

    @Option(
            names = "--in-flight",
            description = "queries of a producer under way at a time (default: ${DEFAULT-VALUE})")
    private int inFlight = 64;

    @Option(
            names = "--exact",
            split = ",",
            description = "budgets of exactly so many holds, in every unit (default: 1,20,1000)")
    private List<Integer> exact = List.of(1, 20, 1_000);

    @Option(names = "--heap-mb", description = "heap of the router's process (default: ${DEFAULT-VALUE})")
    private int heapMegabytes = 2_048;

    @Option(names = "--seed", description = "seed (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--dir",
            description = "where broker and logs go, some 10 GB for a million queries"
                    + " (default: a temporary directory, deleted at the end)")
    private @Nullable Path directory;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /** Exit status 1 where anything was wrong. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        OvershootOptions options = options();
        PrintWriter progress = spec.commandLine().getErr();
        OvershootReport report;
        try (Scratch scratch = Scratch.at(directory, "weir-bench-overshoot");
                OvershootBench bench = new OvershootBench(options, exact, scratch.directory(), text -> {
                    progress.println(text);
                    progress.flush();
                })) {
            report = bench.run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? asJson(report) + "\n" : OvershootText.of(report));
        out.flush();
        return report.clean() ? 0 : 1;
    }

    private OvershootOptions options() {
        try {
            return new OvershootOptions(queries, producers, accounts, inFlight, heapMegabytes, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String asJson(OvershootReport report) throws IOException {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
