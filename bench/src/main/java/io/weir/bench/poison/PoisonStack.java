package io.weir.bench.poison;

import io.weir.bench.run.ChildJvm;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryMain;
import io.weir.router.Commands;
import io.weir.workers.WorkerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/** Broker, registry, ingress, router and worker, each a process of its own, as they are deployed. */
final class PoisonStack implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(10);

    private final Deque<ChildJvm> parts = new ArrayDeque<>();
    private final Path directory;
    private final Consumer<String> say;
    private final String bootstrap;
    private final String registryUrl;

    private PoisonStack(Path directory, Consumer<String> say) {
        this.directory = directory;
        this.say = say;
        say.accept("broker");
        bootstrap = part(
                        "broker",
                        "512m",
                        EmbeddedBroker.class,
                        directory.resolve("kafka").toString(),
                        "0")
                .awaitLine("broker ready at ", START);
        say.accept("registry");
        registryUrl = part("registry", "128m", RegistryMain.class, "--bootstrap", bootstrap, "--port", "0")
                .awaitLine("registry ready at ", START);
    }

    static PoisonStack start(Path directory, Consumer<String> say) {
        return new PoisonStack(directory, say);
    }

    /**
     * The parts of the platform, once broker and registry serve.
     *
     * @param recording answers of the models of {@link PoisonCatalogue}
     */
    void startParts(Path recording) {
        say.accept("ingress, router, worker");
        String[] cluster = {"--bootstrap", bootstrap, "--registry", registryUrl};
        part("ingress", "384m", Commands.class, with(cluster, "ingress"));
        part(
                "router",
                "512m",
                Commands.class,
                with(
                        cluster,
                        "router",
                        "--state-dir",
                        directory.resolve("router").toString()));
        part("worker", "256m", WorkerMain.class, worker(cluster, recording)).awaitLine("worker ", START);
    }

    /** Subcommand first, then the cluster, then the rest. */
    private static String[] with(String[] cluster, String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of(cluster));
        arguments.addAll(List.of(more));
        return arguments.toArray(String[]::new);
    }

    private static String[] worker(String[] cluster, Path recording) {
        List<String> arguments = new ArrayList<>(List.of(cluster));
        arguments.addAll(List.of("--id", "worker-1", "--latency-scale", "0"));
        for (PoisonCatalogue.BenchTier tier : PoisonCatalogue.TIERS) {
            arguments.addAll(List.of(
                    "--tier",
                    tier.name() + "=recorded:" + recording,
                    "--concurrency",
                    tier.name() + "=8",
                    "--rate",
                    tier.model() + "=" + tier.prefillPerSecond() + "/" + tier.decodePerSecond()));
        }
        return arguments.toArray(String[]::new);
    }

    private ChildJvm part(String name, String heap, Class<?> main, String... arguments) {
        ChildJvm part = ChildJvm.start(name, directory, heap, main, arguments);
        parts.push(part);
        return part;
    }

    String bootstrap() {
        return bootstrap;
    }

    String registryUrl() {
        return registryUrl;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
