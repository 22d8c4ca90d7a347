package io.weir.infra.local.up;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.config.StackFile.WorkloadEntry;
import io.weir.infra.local.llama.LlamaServers;
import io.weir.infra.local.stack.LocalStack;
import io.weir.infra.local.stack.StackOptions;
import io.weir.infra.local.workload.Feeder;
import io.weir.infra.local.workload.ResultWatch;
import io.weir.infra.local.workload.Workload;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the whole platform, feeds the workload, shows a live table. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        description = "Starts the whole platform in this process and feeds it a workload.")
public final class UpCommand implements Callable<Integer> {

    private static final Duration TABLE_EVERY = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @Option(names = "--dir", defaultValue = ".weir", description = "Where all state is kept (${DEFAULT-VALUE}).")
    private Path directory = Path.of(".weir");

    @Option(names = "--kafka-port", defaultValue = "19092", description = "Kafka (${DEFAULT-VALUE}; 0: any).")
    private int kafkaPort;

    @Option(names = "--registry-port", defaultValue = "18081", description = "Registry (${DEFAULT-VALUE}; 0: any).")
    private int registryPort;

    @Option(names = "--http-port", defaultValue = "18080", description = "HTTP views (${DEFAULT-VALUE}; 0: any).")
    private int httpPort;

    @Option(names = "--flink-port", defaultValue = "18082", description = "Flink's REST (${DEFAULT-VALUE}; 0: any).")
    private int flinkPort;

    @Mixin
    private EngineOptions engines = new EngineOptions();

    @Option(names = "--policy", defaultValue = "cheapest-pass", description = "Routing policy (${DEFAULT-VALUE}).")
    private String policy = "cheapest-pass";

    @Option(names = "--config", description = "YAML of tiers, prices, accounts; default: the shipped small tiers.")
    private @Nullable Path config;

    @Option(names = "--workload", description = "File of queries, or none; default: the one that the config names.")
    private @Nullable String workload;

    @Option(names = "--exit-when-done", description = "Stops after the workload and prints the final table.")
    private boolean exitWhenDone;

    private boolean missesFlink;

    @Option(
            names = "--redraw",
            negatable = true,
            description = "Redraws the table in place; default: where TERM is set.")
    private boolean redraw =
            System.getenv("TERM") != null && !System.getenv("TERM").equals("dumb");

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws Exception {
        engines.check();
        Path file = config == null ? shipped() : config;
        Path base = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        StackFile declared = engines.tiers(StackFile.read(file), System.getenv());
        Optional<Workload> queries = workload(declared, base);
        Instant start = Instant.now();
        CountDownLatch stopped = new CountDownLatch(1);
        try (Running running = new Running()) {
            Thread hook = new Thread(() -> {
                close(running);
                stopped.countDown();
            });
            Runtime.getRuntime().addShutdownHook(hook);
            if (engines.isLlama()) {
                LlamaServers servers = running.keep(engines.llama(
                        declared, directory.resolve("logs"), out, redraw, line -> out.println("! " + line)));
                declared = EngineOptions.at(declared, servers.byModel());
                printServers(servers);
            }
            StackOptions options = new StackOptions(
                    directory, kafkaPort, registryPort, httpPort, flinkPort, engines.ofWorkers(), policy);
            LocalStack stack = running.keep(
                    LocalStack.start(options, declared, base, part -> out.println("starting " + part + " ...")));
            printParts(stack, Duration.between(start, Instant.now()));
            try {
                if (queries.isEmpty()) {
                    out.println("no workload; Ctrl-C stops");
                    return awaitStop(stack, stopped);
                }
                return run(stack, queries.get(), engines.inFlight(declared), stopped);
            } finally {
                close(running);
            }
        }
    }

    private static Path shipped() {
        return Path.of(System.getProperty("weir.home", "."), "infra", "workloads", "small-tiers", "weir.yaml");
    }

    private Optional<Workload> workload(StackFile declared, Path base) throws IOException {
        if ("none".equals(workload)) {
            return Optional.empty();
        }
        WorkloadEntry entry = declared.workload();
        if (entry == null) {
            if (workload != null) {
                throw new IllegalArgumentException("workload: must be declared in the config to share out " + workload);
            }
            return Optional.empty();
        }
        Path file = workload == null ? base.resolve(entry.queries()) : Path.of(workload);
        Workload whole = Workload.read(file, entry);
        return Optional.of(
                engines.limit().stream().mapToObj(whole::limited).findFirst().orElse(whole));
    }

    private void printServers(LlamaServers servers) {
        servers.byModel()
                .forEach((model, running) -> out.printf(
                        "  %-20s %s  process %d%n",
                        model, running.baseUrl(), running.server().pid()));
    }

    private void printParts(LocalStack stack, Duration took) {
        out.printf(
                "%nup in %.1f s, process %d%n",
                took.toMillis() / 1e3, ProcessHandle.current().pid());
        for (LocalStack.Part part : stack.parts()) {
            out.printf("  %-9s %-24s %s%n", part.name(), part.address(), part.detail());
        }
        out.println();
    }

    /** Feeds and shows until every query has its result; then goes on until Ctrl-C, or stops if asked to. */
    private int run(LocalStack stack, Workload queries, OptionalInt inFlight, CountDownLatch stopped)
            throws InterruptedException {
        Views views = new Views(stack.addresses().http());
        InstantSource clock = InstantSource.system();
        try (ResultWatch watch = new ResultWatch(stack.addresses().bootstrap(), stack.wire());
                Feeder feeder = Feeder.start(
                        queries, stack.addresses().bootstrap(), stack.wire(), clock, inFlight.orElse(queries.size()))) {
            Map<ResultWatch.Id, Integer> expected = expected(queries, clock);
            Instant nextTable = clock.instant();
            Instant lastProgress = clock.instant();
            int seen = -1;
            for (int done = 0; stopped.getCount() > 0 && done < expected.size(); done = done(expected, watch)) {
                feeder.allow(done + inFlight.orElse(queries.size()));
                watch.poll(Duration.ofMillis(200));
                if (hasFailed(stack, stopped)) {
                    return 1;
                }
                if (watch.results().size() != seen) {
                    seen = watch.results().size();
                    lastProgress = clock.instant();
                } else if (exitWhenDone && clock.instant().isAfter(lastProgress.plus(PATIENCE))) {
                    out.printf("no result for %s: giving up with %d of %d%n", PATIENCE, seen, expected.size());
                    return 1;
                }
                if (clock.instant().isAfter(nextTable)) {
                    show(views, feeder, queries, false);
                    nextTable = clock.instant().plus(TABLE_EVERY);
                }
            }
            awaitViews(views, expected.size(), stopped);
            show(views, feeder, queries, true);
            long exactlyOnce = expected.keySet().stream()
                    .filter(id -> watch.results().getOrDefault(id, 0) == 1)
                    .count();
            out.printf("%d queries, %d with exactly one result%n", expected.size(), exactlyOnce);
            if (exitWhenDone) {
                return exactlyOnce == expected.size() ? 0 : 1;
            }
        }
        out.println("the workload is done; the stack goes on: Ctrl-C stops");
        return awaitStop(stack, stopped);
    }

    /** Ctrl-C, or the end of a part that does not come back. */
    private int awaitStop(LocalStack stack, CountDownLatch stopped) throws InterruptedException {
        while (!stopped.await(1, TimeUnit.SECONDS)) {
            if (hasFailed(stack, stopped)) {
                return 1;
            }
        }
        return 0;
    }

    private boolean hasFailed(LocalStack stack, CountDownLatch stopped) {
        String part = stack.failure();
        if (!part.isEmpty()) {
            out.printf("the %s has stopped; see the log%n", part);
        } else if (!missesFlink && !stack.isAccounting() && stopped.getCount() > 0) {
            missesFlink = true;
            out.println("Flink's job has stopped: queries go on, aggregates and calibration stand still; see the log");
        }
        return !part.isEmpty();
    }

    private static int done(Map<ResultWatch.Id, Integer> expected, ResultWatch watch) {
        return (int)
                expected.keySet().stream().filter(watch.results()::containsKey).count();
    }

    private static Map<ResultWatch.Id, Integer> expected(Workload queries, InstantSource clock) {
        Map<ResultWatch.Id, Integer> expected = new HashMap<>();
        for (int i = 0; i < queries.size(); i++) {
            var query = queries.query(i, clock.instant());
            expected.merge(new ResultWatch.Id(query.getTenant(), query.getQueryId()), 1, Integer::sum);
        }
        return expected;
    }

    /** Waits until the views and the Flink aggregates have caught up with the results. */
    private static void awaitViews(Views views, int closed, CountDownLatch stopped) throws InterruptedException {
        Instant deadline = Instant.now().plusSeconds(60);
        while (Instant.now().isBefore(deadline)) {
            Optional<JsonNode> summary = views.get("/api/v1/summary");
            if (summary.isPresent() && caughtUp(summary.get(), closed)) {
                return;
            }
            if (stopped.await(200, TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private static boolean caughtUp(JsonNode summary, int closed) {
        long aggregated = 0;
        for (JsonNode tier : summary.path("by_tier")) {
            aggregated += tier.path("counts").path("attempts").asLong();
        }
        return summary.path("closed").asLong() >= closed
                && aggregated >= summary.path("attempts").asLong();
    }

    private void show(Views views, Feeder feeder, Workload queries, boolean last) throws InterruptedException {
        Optional<JsonNode> summary = views.get("/api/v1/summary");
        Optional<JsonNode> accounts = views.get("/api/v1/accounts");
        if (summary.isEmpty() || accounts.isEmpty()) {
            return;
        }
        boolean redraws = redraw && !exitWhenDone;
        if (last || redraws) {
            String table = StackTable.of(summary.get(), accounts.get(), feeder.sent(), queries.size());
            out.print(redraws && !last ? "\u001b[2J\u001b[H" + table : "\n" + table + "\n");
        } else {
            out.println(StackTable.headline(summary.get(), feeder.sent(), queries.size()));
        }
        out.flush();
    }

    private void close(Running running) {
        if (!running.isEmpty()) {
            out.println("stopping ...");
            running.close();
            out.println("stopped; state is in " + directory);
        }
    }
}
