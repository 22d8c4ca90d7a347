package io.weir.bench.router;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
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

/** Measures the router beside two floors. */
@Command(
        name = "router",
        mixinStandardHelpOptions = true,
        description = "Throughput, CPU and latency of the router beside two floors, on one broker in one run.")
public final class RouterCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(names = "--rounds", description = "rounds of each topology (default: ${DEFAULT-VALUE})")
    private int rounds = 5;

    @Option(
            names = "--queries",
            description = "the router's queries a round; identity has 4 times, shape twice as many"
                    + " (default: ${DEFAULT-VALUE})")
    private long queries = 60_000;

    @Option(names = "--warmup", description = "the router's queries before the first round (default: ${DEFAULT-VALUE})")
    private long warmup = 100_000;

    @Option(
            names = "--latency-seconds",
            description = "length of the open loop, 0 for none (default: ${DEFAULT-VALUE})")
    private int latencySeconds = 30;

    @Option(names = "--commit-ms", description = "commit interval (default: ${DEFAULT-VALUE}, as in production)")
    private int commitMillis = 50;

    @Option(
            names = "--latency-commits",
            split = ",",
            description = "commit intervals at which latency is measured, ms (default: ${DEFAULT-VALUE})")
    private List<Integer> latencyCommits = List.of(20, 50, 100);

    @Option(names = "--accounts", description = "accounts, of tenants with three each (default: ${DEFAULT-VALUE})")
    private long accounts = 1_000;

    @Option(
            names = "--scale",
            split = ",",
            description =
                    "numbers of accounts that the router is measured with alone; 3 is one tenant alone, 0 for none"
                            + " (default: ${DEFAULT-VALUE})")
    private List<Long> scale = List.of(3L, 1_000L, 100_000L, 1_000_000L);

    @Option(names = "--heap-mb", description = "heap of each topology's process (default: ${DEFAULT-VALUE})")
    private int heapMegabytes = 2_048;

    @Option(names = "--seed", description = "seed of the load (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--dir",
            description = "where broker and logs go (default: a temporary directory, deleted at the end)")
    private @Nullable Path directory;

    @Option(names = "--profile", description = "file for the router's collapsed stacks, taken in a round more")
    private @Nullable Path profile;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /** Exit status 1 where a query of the open loop never ended. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        RouterOptions options = options();
        PrintWriter progress = spec.commandLine().getErr();
        RouterReport report;
        try (Scratch scratch = Scratch.at(directory, "weir-bench-router");
                RouterBench bench = new RouterBench(options, scratch.directory(), text -> {
                    progress.println(text);
                    progress.flush();
                })) {
            report = bench.run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? asJson(report) + "\n" : RouterText.of(report));
        out.flush();
        return report.complete() ? 0 : 1;
    }

    private RouterOptions options() {
        try {
            return new RouterOptions(
                    rounds,
                    queries,
                    warmup,
                    latencySeconds,
                    commitMillis,
                    latencyCommits,
                    accounts,
                    scale.equals(List.of(0L)) ? List.of() : scale,
                    seed,
                    heapMegabytes,
                    profile);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    static String asJson(RouterReport report) throws JsonProcessingException {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
