package io.weir.infra.local.up;

import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.config.StackFile.TierEntry;
import io.weir.infra.local.llama.LlamaServers;
import io.weir.infra.local.servers.Pauses;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Where answers come from, and how much work that bears. */
final class EngineOptions {

    private static final String RECORDED = "recorded";
    private static final String OPENAI = "openai";
    private static final String LLAMA = "llama";

    /** Five prompts of each of the thirteen kinds: on two cores a few minutes of three models that share them. */
    private static final int LLAMA_LIMIT = 65;

    /** One running and one waiting a server: a queue of queries would only age, and hides a server that died. */
    private static final int IN_FLIGHT_A_SLOT = 2;

    @Option(
            names = "--engine",
            defaultValue = RECORDED,
            description = "recorded, llama (installs and starts three small models) or openai (${DEFAULT-VALUE}).")
    private String engine = RECORDED;

    @Option(
            names = "--tier",
            paramLabel = "NAME=URL,model",
            description =
                    "With --engine openai: the tiers, instead of those of the config; repeat it for more. A key is taken"
                            + " from OPENAI_API_KEY_NAME or OPENAI_API_KEY.")
    private List<String> tiers = new ArrayList<>();

    @Option(
            names = "--limit",
            defaultValue = "-1",
            description = "Queries of the workload to send; 0: all. Default: 65 with --engine llama, else all.")
    private int limit;

    @Option(
            names = "--in-flight",
            defaultValue = "-1",
            description =
                    "Queries without a result at a time; 0: any number. Default: two a slot of the engines, any number"
                            + " with --engine recorded.")
    private int inFlight;

    @Option(
            names = "--restart-after",
            paramLabel = "SECONDS",
            defaultValue = "20",
            description = "With --engine llama: how long a server that died stays down (${DEFAULT-VALUE}).")
    private int restartAfter;

    /** @throws IllegalArgumentException naming the option that is wrong or does not fit the others */
    void check() {
        if (!Set.of(RECORDED, OPENAI, LLAMA).contains(engine)) {
            throw new IllegalArgumentException("--engine must be recorded, llama or openai: " + engine);
        }
        if (!tiers.isEmpty() && !engine.equals(OPENAI)) {
            throw new IllegalArgumentException("--tier is for --engine openai, not for " + engine);
        }
        if (limit < -1 || inFlight < -1) {
            throw new IllegalArgumentException("--limit and --in-flight must be 0 or more: " + limit + ", " + inFlight);
        }
        if (restartAfter < 0) {
            throw new IllegalArgumentException("--restart-after must be 0 or more: " + restartAfter);
        }
    }

    boolean isLlama() {
        return engine.equals(LLAMA);
    }

    /** Installs and starts a server for the model of each tier. */
    LlamaServers llama(StackFile file, Path logs, PrintStream out, boolean redraws, Consumer<String> say)
            throws IOException, InterruptedException {
        Map<String, Long> contexts = new LinkedHashMap<>();
        file.tiers().forEach(tier -> contexts.merge(tier.model(), tier.contextWindow(), Math::max));
        return LlamaServers.start(contexts, Pauses.first(Duration.ofSeconds(restartAfter)), logs, out, redraws, say);
    }

    /** The file with its tiers at these servers, one attempt at a time: each has one slot. */
    static StackFile at(StackFile file, Map<String, LlamaServers.Running> servers) {
        return file.withTiers(file.tiers().stream()
                .map(tier -> tier.at(
                        Objects.requireNonNull(servers.get(tier.model()))
                                .baseUrl()
                                .toString(),
                        1))
                .toList());
    }

    /** The file with the tiers that the options name; the file itself where they name none. */
    StackFile tiers(StackFile file, Map<String, String> environment) {
        if (tiers.isEmpty()) {
            return file;
        }
        Map<String, TierEntry> declared = file.tiersByName();
        Set<String> names = new TreeSet<>();
        List<TierEntry> entries = new ArrayList<>();
        for (String value : tiers) {
            TierOption option = TierOption.parse(value);
            if (!names.add(option.tier())) {
                throw new IllegalArgumentException("--tier: " + option.tier() + " is given twice");
            }
            entries.add(option.entry(declared.get(option.tier()), environment));
        }
        return file.withTiers(entries);
    }

    /** The engine of the stack's workers. */
    String ofWorkers() {
        return isLlama() ? OPENAI : engine;
    }

    /** Most queries to send. */
    OptionalInt limit() {
        int most = limit == -1 ? (isLlama() ? LLAMA_LIMIT : 0) : limit;
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }

    /** Most queries without a result at a time. */
    OptionalInt inFlight(StackFile file) {
        int slots = file.tiers().stream().mapToInt(TierEntry::concurrency).sum();
        int most = inFlight == -1 ? (engine.equals(RECORDED) ? 0 : IN_FLIGHT_A_SLOT * slots) : inFlight;
        return most == 0 ? OptionalInt.empty() : OptionalInt.of(most);
    }
}
