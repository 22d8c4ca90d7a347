package io.weir.bench.peers;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.bench.run.Scratch;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The table that gateways are compared by. */
@Command(
        name = "peers",
        mixinStandardHelpOptions = true,
        description = "200 requests at once against a budget for 20, in the ways in which gateways fail at it.")
public final class PeerCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(names = "--requests", description = "requests of a row (default: ${DEFAULT-VALUE})")
    private int requests = 200;

    @Option(names = "--budget", description = "how many the budget pays for (default: ${DEFAULT-VALUE})")
    private int budget = 20;

    @Option(
            names = "--warmup",
            description = "answers that ceilings are learned from, 100 or more; 0 leaves those rows and Flink out"
                    + " (default: ${DEFAULT-VALUE})")
    private int warmup = 1_000;

    @Option(names = "--seed", description = "seed of the engine (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--dir",
            description = "where broker and logs go (default: a temporary directory, deleted at the end)")
    private @Nullable Path directory;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /** Exit status 1 where a row is not as it must be. */
    @Override
    public Integer call() throws IOException {
        PeerOptions options = options();
        PrintWriter progress = spec.commandLine().getErr();
        PeerReport report;
        try (Scratch scratch = Scratch.at(directory, "weir-bench-peers");
                PeerBench bench = new PeerBench(options, scratch.directory(), text -> {
                    progress.println(text);
                    progress.flush();
                })) {
            report = bench.run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? asJson(report) + "\n" : PeerText.of(report));
        out.flush();
        return report.holds() ? 0 : 1;
    }

    private PeerOptions options() {
        try {
            return new PeerOptions(requests, budget, warmup, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String asJson(PeerReport report) throws IOException {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
