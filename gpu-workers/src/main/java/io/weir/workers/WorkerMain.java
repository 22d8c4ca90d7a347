package io.weir.workers;

import io.weir.core.energy.PowerProfile;
import io.weir.schemas.probe.ProbeServer;
import io.weir.workers.engine.Engine;
import io.weir.workers.engine.OpenAiConfig;
import io.weir.workers.engine.OpenAiEngine;
import io.weir.workers.engine.RecordedEngine;
import io.weir.workers.engine.TokenRate;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A worker as a process of its own; ends cleanly on SIGTERM. */
@Command(
        name = "weir-worker",
        mixinStandardHelpOptions = true,
        description = "Takes attempts of one or more tiers, runs them on an engine and reports what became of them.")
public final class WorkerMain implements Callable<Integer> {

    private static final String OPENAI = "openai:";
    private static final String RECORDED = "recorded:";

    @Option(names = "--bootstrap", required = true, description = "Kafka's bootstrap servers.")
    private String bootstrap = "";

    @Option(names = "--registry", required = true, description = "Base URL of the schema registry.")
    private String registry = "";

    @Option(names = "--id", required = true, description = "Id of this worker, unique among workers.")
    private String id = "";

    @Option(
            names = "--tier",
            required = true,
            paramLabel = "NAME=ENGINE",
            description = "A tier and its engine: openai:URL (with /v1) or recorded:FILE. Repeat for more tiers.")
    private Map<String, String> engines = new LinkedHashMap<>();

    @Option(
            names = "--concurrency",
            paramLabel = "NAME=N",
            description = "Attempts of a tier at the engine at a time; 1 by default.")
    private Map<String, Integer> concurrency = new LinkedHashMap<>();

    @Option(
            names = "--power",
            paramLabel = "NAME=PROCESSORS,WATTS,USAGE,GB,PUE",
            description = "What the energy of a tier's attempts is estimated from; none by default.")
    private Map<String, String> power = new LinkedHashMap<>();

    @Option(
            names = "--rate",
            paramLabel = "MODEL=PREFILL/DECODE",
            description =
                    "Tokens a second of a model; recorded engines load the models that have one. PREFILL 0: unknown.")
    private Map<String, String> rates = new LinkedHashMap<>();

    @Option(
            names = "--latency-scale",
            defaultValue = "1",
            description =
                    "Share of the recorded time that a recorded engine takes, 0 to 1; ${DEFAULT-VALUE} by default.")
    private double latencyScale = 1;

    @Option(
            names = "--api-key-env",
            paramLabel = "VARIABLE",
            description = "Environment variable that holds the key of openai engines.")
    private @Nullable String apiKeyEnv;

    @Option(
            names = "--lease-millis",
            defaultValue = "15000",
            description = "How long a claim holds without a heartbeat; ${DEFAULT-VALUE} by default.")
    private long leaseMillis = 15_000;

    @Option(
            names = "--close-grace-millis",
            defaultValue = "20000",
            description = "How long running attempts may go on when it closes; ${DEFAULT-VALUE} by default.")
    private long closeGraceMillis = 20_000;

    @Option(
            names = "--probe-host",
            defaultValue = "127.0.0.1",
            description = "Address of probes; ${DEFAULT-VALUE} by default.")
    private String probeHost = "";

    @Option(names = "--probe-port", description = "Port of /livez and /readyz; without it there are none.")
    private @Nullable Integer probePort;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException, IOException {
        Worker worker = Worker.start(config(), error -> {});
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "weir-worker-shutdown"));
        if (probePort != null) {
            ProbeServer.start(probeHost, probePort, worker);
        }
        System.out.println("worker " + id + " serves " + String.join(", ", engines.keySet()));
        worker.awaitClosed();
        return worker.hasFailed() ? 1 : 0;
    }

    /** The configuration that the options stand for. */
    public WorkerConfig config() throws IOException {
        try {
            requireTiers("--concurrency", concurrency);
            requireTiers("--power", power);
            List<TierConfig> tiers = new ArrayList<>();
            for (Map.Entry<String, String> tier : engines.entrySet()) {
                String name = tier.getKey();
                tiers.add(TierConfig.of(
                        name,
                        engine(tier.getValue()),
                        concurrency.getOrDefault(name, 1),
                        power.containsKey(name) ? power(power.getOrDefault(name, "")) : PowerProfile.NONE));
            }
            Duration lease = Duration.ofMillis(leaseMillis);
            return new WorkerConfig(
                    bootstrap,
                    registry,
                    id,
                    tiers,
                    lease,
                    lease.dividedBy(3),
                    Duration.ofSeconds(5),
                    OpenAiConfig.DEFAULT_TIMEOUT,
                    Duration.ofMillis(closeGraceMillis));
        } catch (IllegalArgumentException e) {
            throw usage(String.valueOf(e.getMessage()));
        }
    }

    private Engine engine(String engine) throws IOException {
        if (engine.startsWith(OPENAI)) {
            OpenAiConfig config = OpenAiConfig.at(engine.substring(OPENAI.length()));
            return new OpenAiEngine(apiKeyEnv == null ? config : config.withKeyFrom(apiKeyEnv));
        }
        if (engine.startsWith(RECORDED)) {
            Map<String, TokenRate> models = new LinkedHashMap<>();
            rates.forEach((model, rate) -> models.put(model, rate(rate)));
            if (models.isEmpty()) {
                throw new IllegalArgumentException("--rate: missing; a recorded engine loads the models that have one");
            }
            return new RecordedEngine(Path.of(engine.substring(RECORDED.length())), models, latencyScale);
        }
        throw new IllegalArgumentException("--tier: engine '" + engine + "' is neither openai:URL nor recorded:FILE");
    }

    private static TokenRate rate(String value) {
        double[] numbers = numbers("--rate", value, "/", 2);
        return new TokenRate(numbers[0], numbers[1]);
    }

    private static PowerProfile power(String value) {
        double[] numbers = numbers("--power", value, ",", 5);
        return new PowerProfile(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], 0, 0);
    }

    private static double[] numbers(String option, String value, String separator, int count) {
        String[] parts = value.split(separator, -1);
        double[] numbers = new double[count];
        try {
            for (int i = 0; i < count && parts.length == count; i++) {
                numbers[i] = Double.parseDouble(parts[i]);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + ": '" + value + "' holds something that is no number", e);
        }
        if (parts.length != count) {
            throw new IllegalArgumentException(
                    option + ": '" + value + "' is not " + count + " numbers separated by " + separator);
        }
        return numbers;
    }

    private void requireTiers(String option, Map<String, ?> values) {
        values.keySet().forEach(name -> {
            if (!engines.containsKey(name)) {
                throw new IllegalArgumentException(option + ": '" + name + "' is no tier that --tier names");
            }
        });
    }

    private ParameterException usage(String message) {
        CommandLine line = spec == null ? new CommandLine(this) : spec.commandLine();
        return new ParameterException(line, message);
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new WorkerMain()).execute(args));
    }
}
