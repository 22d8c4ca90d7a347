package io.weir.bench.poison;

import io.weir.bench.run.Platform;
import io.weir.router.Commands;
import io.weir.workers.WorkerMain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Broker, registry, ingress, router and worker, each a process of its own, as they are deployed. */
final class PoisonStack implements AutoCloseable {

    private final Consumer<String> say;
    private final Platform platform;

    private PoisonStack(Path directory, Consumer<String> say) {
        this.say = say;
        say.accept("broker and registry");
        platform = Platform.start(directory);
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
        String state = platform.directory().resolve("router").toString();
        platform.joined("ingress", "384m", Commands.class, "ingress");
        platform.joined("router", "512m", Commands.class, "router", "--state-dir", state);
        platform.joined("worker", "256m", WorkerMain.class, worker(recording)).awaitLine("worker ", Platform.START);
    }

    private static String[] worker(Path recording) {
        List<String> arguments = new ArrayList<>(List.of("--id", "worker-1", "--latency-scale", "0"));
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

    String bootstrap() {
        return platform.bootstrap();
    }

    String registryUrl() {
        return platform.registryUrl();
    }

    @Override
    public void close() {
        platform.close();
    }
}
