package io.weir.bench.poison;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.bench.WorkloadFiles;
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

/** Poison beside good traffic. */
@Command(
        name = "poison",
        mixinStandardHelpOptions = true,
        description = "Sends every kind of bad record, says what became of each and what good tenants felt of it.")
public final class PoisonCommand implements Callable<Integer> {

    private static final String SHIPPED = "infra/workloads/small-tiers/";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(
            names = "--warm-seconds",
            description = "good traffic and then poison before the first window (default: ${DEFAULT-VALUE})")
    private int warmSeconds = 60;

    @Option(names = "--pairs", description = "quiet and poison windows, each (default: ${DEFAULT-VALUE})")
    private int pairs = 6;

    @Option(names = "--window-seconds", description = "length of a window (default: ${DEFAULT-VALUE})")
    private int windowSeconds = 12;

    @Option(
            names = "--settle-seconds",
            description = "beginning of a window that does not count (default: ${DEFAULT-VALUE})")
    private int settleSeconds = 2;

    @Option(names = "--good", description = "queries a second of good tenants (default: ${DEFAULT-VALUE})")
    private double good = 20;

    @Option(names = "--poison", description = "doses a second in windows of poison (default: ${DEFAULT-VALUE})")
    private double poison = 50;

    @Option(names = "--seed", description = "seed (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(
            names = "--dir",
            description = "where broker and logs go (default: a temporary directory, deleted at the end)")
    private @Nullable Path directory;

    @Option(names = "--json", description = "print JSON")
    private boolean json;

    /** Exit status 1 where a kind was mishandled or a good query had no result. */
    @Override
    public Integer call() throws IOException, InterruptedException {
        PoisonOptions options = options();
        PrintWriter progress = spec.commandLine().getErr();
        PoisonReport report;
        Path workload = Path.of(System.getProperty("weir.home", "")).resolve(SHIPPED);
        try (Scratch scratch = Scratch.at(directory, "weir-bench-poison");
                PoisonBench bench = new PoisonBench(
                        options,
                        scratch.directory(),
                        workload.resolve("outcomes.jsonl").toAbsolutePath(),
                        WorkloadFiles.prompts(workload.resolve("queries.jsonl")),
                        text -> {
                            progress.println(text);
                            progress.flush();
                        })) {
            report = bench.run();
        }
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? asJson(report) + "\n" : PoisonText.of(report));
        out.flush();
        return report.clean() ? 0 : 1;
    }

    private PoisonOptions options() {
        try {
            return new PoisonOptions(warmSeconds, pairs, windowSeconds, settleSeconds, good, poison, seed);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private static String asJson(PoisonReport report) throws IOException {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
