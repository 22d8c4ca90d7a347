package io.weir.infra.local.stack;

import io.weir.core.admission.QueryBounds;
import io.weir.core.routing.Policies;
import io.weir.core.routing.Settings;
import io.weir.flink.FlinkConfig;
import io.weir.flink.FlinkJobs;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.provision.Provision;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.router.RouterApp;
import io.weir.router.RouterConfig;
import io.weir.router.ingress.Ingress;
import io.weir.router.ingress.IngressConfig;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.streams.StreamsApp;
import io.weir.streams.ViewsConfig;
import io.weir.workers.Worker;
import io.weir.workers.WorkerConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The whole platform in this process. */
public final class LocalStack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LocalStack.class);
    private static final short REPLICATION = 1;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** A part that runs, for the list that {@code up} prints. */
    public record Part(String name, String address, String detail) {}

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final List<Part> parts = new ArrayList<>();
    private final Vitals vitals = new Vitals();
    private volatile BooleanSupplier accounting = () -> true;
    private final Addresses addresses;
    private final AvroWire wire;

    private LocalStack(StackOptions options, StackFile file, Path base, Consumer<String> say) throws IOException {
        boolean complete = false;
        try {
            Path directory = Files.createDirectories(options.directory().toAbsolutePath());
            EmbeddedBroker broker = started(
                    say,
                    "broker",
                    () -> EmbeddedBroker.start(BrokerConfig.at(directory.resolve("kafka"), options.kafkaPort())));
            String bootstrap = broker.bootstrapServers();
            part("broker", bootstrap, "Kafka, KRaft, one node");
            RegistryServer registry = started(
                    say, "registry", () -> RegistryServer.start(RegistryConfig.of(bootstrap, options.registryPort())));
            part("registry", registry.url(), "Confluent Schema Registry API on topic _schemas");
            wire = AvroWire.connect(registry.url());
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
                Provision provision = new Provision(admin, bootstrap, wire, Topics.DEFAULT_PARTITIONS);
                provision.topics(REPLICATION);
                addresses = startParts(options, directory, bootstrap, registry.url(), say);
                say.accept("catalogue");
                provision.catalogue(file, PATIENCE);
            }
            Worker worker = started(
                    say,
                    "workers",
                    () -> Worker.start(
                            WorkerConfig.of(
                                    bootstrap,
                                    registry.url(),
                                    "local-" + ProcessHandle.current().pid(),
                                    Engines.of(file, options.engine(), base)),
                            failure -> {
                                LOG.error("The worker failed", failure);
                                vitals.stopped("worker");
                            }));
            part(
                    "workers",
                    "-",
                    "share groups "
                            + String.join(
                                    ", ",
                                    file.tiersByName().keySet().stream()
                                            .map(Topics::workerGroup)
                                            .toList()) + "; engine " + options.engine());
            LOG.debug("Worker: {}", worker.stats());
            addresses.write(directory);
            complete = true;
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /**
     * Starts everything and returns once each part runs and every partition has applied the catalogue.
     *
     * @param base directory that paths in the file are relative to
     * @param say is told what is being started
     */
    public static LocalStack start(StackOptions options, StackFile file, Path base, Consumer<String> say)
            throws IOException {
        return new LocalStack(options, file, base, say);
    }

    /** The parts that need the broker and the registry alone, side by side: most of a start is waiting. */
    private Addresses startParts(
            StackOptions options, Path directory, String bootstrap, String registryUrl, Consumer<String> say) {
        say.accept("ingress, router, streams, Flink");
        ExecutorService starters = Executors.newFixedThreadPool(4);
        try {
            Future<Ingress> ingress = starters.submit(() -> Ingress.start(ingressConfig(bootstrap, registryUrl)));
            Future<RouterApp> router = starters.submit(() -> RouterApp.start(
                    routerConfig(options, directory, bootstrap, registryUrl), () -> vitals.stopped("router")));
            Future<StreamsApp> streams = starters.submit(() -> StreamsApp.start(
                    ViewsConfig.local(bootstrap, registryUrl, directory.resolve("streams"), options.httpPort())));
            Future<FlinkJobs> flink = starters.submit(
                    () -> FlinkJobs.start(FlinkConfig.of(bootstrap, registryUrl, directory, options.flinkPort())));
            vitals.ask("ingress", keep(ingress)::isAlive);
            part("ingress", "-", "consumer group " + Ingress.GROUP_ID);
            vitals.ask("router", keep(router)::isAlive);
            part("router", "-", "Kafka Streams " + RouterConfig.APPLICATION_ID + ", exactly_once_v2, classic group");
            StreamsApp views = keep(streams);
            vitals.ask("streams", views::isAlive);
            part("streams", views.url(), "Kafka Streams weir-streams, classic group; HTTP /api/v1");
            FlinkJobs jobs = keep(flink);
            accounting = jobs::isAlive;
            part("flink", jobs.restUrl(), "job " + jobs.jobId());
            return new Addresses(
                    bootstrap,
                    registryUrl,
                    views.url(),
                    jobs.restUrl(),
                    ProcessHandle.current().pid());
        } finally {
            starters.shutdown();
        }
    }

    private static IngressConfig ingressConfig(String bootstrap, String registryUrl) {
        return new IngressConfig(
                bootstrap,
                registryUrl,
                Topics.DEFAULT_PARTITIONS,
                REPLICATION,
                Duration.ofMillis(200),
                Duration.ofSeconds(15),
                QueryBounds.DEFAULT);
    }

    private static RouterConfig routerConfig(
            StackOptions options, Path directory, String bootstrap, String registryUrl) {
        return new RouterConfig(
                bootstrap,
                registryUrl,
                directory.resolve("router"),
                "router-0",
                Topics.DEFAULT_PARTITIONS,
                REPLICATION,
                1,
                Duration.ofMillis(50),
                Settings.DEFAULT.withPolicy(Policies.named(options.policy())));
    }

    private <T extends AutoCloseable> T started(Consumer<String> say, String name, Callable<T> start) {
        say.accept(name);
        try {
            T part = start.call();
            running.push(part);
            return part;
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(name + " did not start: " + e.getMessage(), e);
        }
    }

    private <T extends AutoCloseable> T keep(Future<T> starting) {
        try {
            T part = starting.get();
            running.push(part);
            return part;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a part did not start: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while starting", e);
        }
    }

    /** Whether Flink's job runs or is being restarted; without it queries pass and aggregates stand still. */
    public boolean isAccounting() {
        return accounting.getAsBoolean();
    }

    /** The part that has stopped for good and without which no query passes; empty while all run. */
    public String failure() {
        return vitals.failure();
    }

    private void part(String name, String address, String detail) {
        parts.add(new Part(name, address, detail));
    }

    public List<Part> parts() {
        return List.copyOf(parts);
    }

    public Addresses addresses() {
        return addresses;
    }

    public AvroWire wire() {
        return wire;
    }

    /** Stops the parts in reverse order; one that fails to stop does not keep the others. */
    @Override
    public void close() {
        vitals.end();
        while (!running.isEmpty()) {
            AutoCloseable part = running.pop();
            try {
                part.close();
            } catch (Exception e) {
                LOG.warn("{} did not stop cleanly", part.getClass().getSimpleName(), e);
            }
        }
    }
}
