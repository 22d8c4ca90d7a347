package io.weir.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Replays a workload under every policy and prints what each passed and cost. */
@Command(
        name = "policies",
        mixinStandardHelpOptions = true,
        description = "Replays recorded answers through the router under every policy.")
final class PoliciesCommand implements Callable<Integer> {

    private static final String SHIPPED = "infra/workloads/small-tiers/";

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(names = "--config", description = "YAML of tiers and prices (default: the shipped workload's)")
    private @Nullable Path config;

    @Option(names = "--queries", description = "prompts, one JSON object a line")
    private @Nullable Path queries;

    @Option(names = "--outcomes", description = "recorded answers, one JSON object a line")
    private @Nullable Path outcomes;

    @Option(names = "--seed", description = "seed of orders, noise and random choices (default: ${DEFAULT-VALUE})")
    private long seed = 1;

    @Option(names = "--orders", description = "seeded orders of arrival, at least 2 (default: ${DEFAULT-VALUE})")
    private int orders = 50;

    @Option(names = "--rounds", description = "times each prompt arrives (default: what the YAML says)")
    private @Nullable Integer rounds;

    @Option(
            names = "--calibrate-every",
            description = "outcomes between two versions of the calibration (default: ${DEFAULT-VALUE})")
    private int calibrateEvery = 1;

    @Option(names = "--json", description = "print JSON, money in nano-dollars")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        PolicyReport report = bench().run();
        PrintWriter out = spec.commandLine().getOut();
        out.print(json ? asJson(report) + "\n" : ReportText.of(report));
        out.flush();
        return 0;
    }

    private PolicyBench bench() throws IOException {
        try {
            Workload workload = WorkloadFiles.read(
                    orShipped(config, "weir.yaml"),
                    orShipped(queries, "queries.jsonl"),
                    orShipped(outcomes, "outcomes.jsonl"));
            return new PolicyBench(
                    rounds == null ? workload : workload.withRounds(rounds), seed, orders, calibrateEvery);
        } catch (NoSuchFileException | java.io.FileNotFoundException e) {
            throw new ParameterException(spec.commandLine(), "no such file: " + e.getMessage(), e);
        } catch (IllegalArgumentException | JsonProcessingException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The launcher says by the property weir.home where the repository is; else it is the working directory. */
    private static Path orShipped(@Nullable Path path, String name) {
        return path != null
                ? path
                : Path.of(System.getProperty("weir.home", "")).resolve(SHIPPED + name);
    }

    private static String asJson(PolicyReport report) throws JsonProcessingException {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .build()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(report);
    }
}
