package io.weir.router;

import io.weir.core.admission.QueryBounds;
import io.weir.core.cost.PriceGate;
import io.weir.core.routing.Policies;
import io.weir.core.routing.Settings;
import io.weir.router.ingress.Ingress;
import io.weir.router.ingress.IngressConfig;
import io.weir.schemas.probe.Probe;
import io.weir.schemas.probe.ProbeServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Router and ingress as processes of their own. */
@Command(
        name = "weir-router",
        mixinStandardHelpOptions = true,
        subcommands = {Commands.RouterCommand.class, Commands.IngressCommand.class})
public final class Commands {

    private Commands() {}

    public static void main(String[] args) {
        System.exit(new CommandLine(new Commands()).execute(args));
    }

    /** What both need. */
    static final class Cluster {
        @Option(names = "--bootstrap", required = true, description = "Kafka brokers.")
        String bootstrap = "";

        @Option(names = "--registry", required = true, description = "URL of the schema registry.")
        String registry = "";

        @Option(names = "--partitions", defaultValue = "4", description = "Partitions of the inbox (${DEFAULT-VALUE}).")
        int partitions;

        @Option(names = "--replication", defaultValue = "1", description = "Replicas of new topics (${DEFAULT-VALUE}).")
        short replication;

        @Option(
                names = "--probe-host",
                defaultValue = "127.0.0.1",
                description = "Address of probes (${DEFAULT-VALUE}).")
        String probeHost = "";

        @Option(names = "--probe-port", description = "Port of /livez and /readyz; without it there are none.")
        @Nullable
        Integer probePort;
    }

    @Command(name = "router", mixinStandardHelpOptions = true, description = "Runs the router.")
    static final class RouterCommand implements Callable<Integer> {
        @Mixin
        private final Cluster cluster = new Cluster();

        @Option(names = "--state-dir", required = true, description = "Directory of the state.")
        private Path stateDir = Path.of(".");

        @Option(names = "--instance", defaultValue = "router-0", description = "Static member id (${DEFAULT-VALUE}).")
        private String instance = "";

        @Option(names = "--threads", defaultValue = "1", description = "Stream threads (${DEFAULT-VALUE}).")
        private int threads;

        @Option(names = "--commit-ms", defaultValue = "50", description = "Commit interval (${DEFAULT-VALUE} ms).")
        private long commitMillis;

        @Option(names = "--policy", defaultValue = "cheapest-pass", description = "Routing policy (${DEFAULT-VALUE}).")
        private String policy = "";

        @Option(
                names = "--price-gate-factor",
                defaultValue = "100",
                paramLabel = "N",
                description = "Holds back a price that becomes N times dearer or cheaper, or more (${DEFAULT-VALUE}).")
        private long priceGateFactor;

        @Override
        public Integer call() throws InterruptedException {
            Settings settings =
                    Settings.DEFAULT.withPolicy(Policies.named(policy)).withPriceGate(new PriceGate(priceGateFactor));
            RouterConfig config = new RouterConfig(
                    cluster.bootstrap,
                    cluster.registry,
                    stateDir,
                    instance,
                    cluster.partitions,
                    cluster.replication,
                    threads,
                    Duration.ofMillis(commitMillis),
                    settings);
            CountDownLatch failed = new CountDownLatch(1);
            RouterApp router = RouterApp.start(config, failed::countDown);
            return untilStopped(router, router, cluster, failed);
        }
    }

    @Command(name = "ingress", mixinStandardHelpOptions = true, description = "Runs ingress.")
    static final class IngressCommand implements Callable<Integer> {
        @Mixin
        private final Cluster cluster = new Cluster();

        @Option(names = "--tick-ms", defaultValue = "200", description = "Time between ticks (${DEFAULT-VALUE} ms).")
        private long tickMillis;

        @Override
        public Integer call() throws InterruptedException {
            IngressConfig config = new IngressConfig(
                    cluster.bootstrap,
                    cluster.registry,
                    cluster.partitions,
                    cluster.replication,
                    Duration.ofMillis(tickMillis),
                    Duration.ofSeconds(15),
                    QueryBounds.DEFAULT);
            CountDownLatch failed = new CountDownLatch(1);
            Ingress ingress = Ingress.start(config, failed::countDown);
            return untilStopped(ingress, ingress, cluster, failed);
        }
    }

    /** @return exit status 1 once the part has failed, so that a supervisor starts it again */
    private static int untilStopped(AutoCloseable part, Probe probe, Cluster cluster, CountDownLatch failed)
            throws InterruptedException {
        if (cluster.probePort != null) {
            ProbeServer.start(cluster.probeHost, cluster.probePort, probe);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                part.close();
            } catch (Exception e) {
                System.err.println("stopping failed: " + e);
            }
        }));
        failed.await();
        return 1;
    }
}
