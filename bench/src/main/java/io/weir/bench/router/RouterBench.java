package io.weir.bench.router;

import io.weir.bench.run.ChildJvm;
import io.weir.bench.run.Circumstances;
import io.weir.bench.run.KnownSchemas;
import io.weir.bench.run.Spread;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.schemas.AvroWire;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Runs the bench: one broker, one registry, three topologies, each process its own. */
final class RouterBench implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(10);
    private static final Duration ROUND = Duration.ofMinutes(21);
    private static final short ONE_COPY = 1;

    private final RouterOptions options;
    private final Path directory;
    private final Consumer<String> say;
    private final Circumstances circumstances;
    private final ChildJvm broker;
    private final String bootstrap;
    private final RegistryServer registry;
    private final AvroWire wire;
    private final Map<Subject, ChildJvm> apps = new EnumMap<>(Subject.class);
    private final Map<Subject, Filler> fillers = new EnumMap<>(Subject.class);
    private final List<Figures> rounds = new ArrayList<>();

    RouterBench(RouterOptions options, Path directory, Consumer<String> say) throws IOException {
        this.options = options;
        this.directory = Files.createDirectories(directory.toAbsolutePath());
        this.say = say;
        circumstances = Circumstances.now(options.seed());
        say.accept("broker");
        broker = ChildJvm.start(
                "broker",
                directory,
                "512m",
                EmbeddedBroker.class,
                directory.resolve("kafka").toString(),
                "0");
        bootstrap = broker.awaitLine("broker ready at ", START);
        registry = RegistryServer.start(RegistryConfig.of(bootstrap, 0));
        wire = KnownSchemas.connect(registry.url());
    }

    RouterReport run() throws InterruptedException {
        createTopics();
        for (Subject subject : Subject.values()) {
            start(subject);
        }
        for (Subject subject : Subject.values()) {
            warm(subject);
        }
        for (int round = 0; round < options.rounds(); round++) {
            for (Subject subject : Rounds.order(round)) {
                Figures figures = measure(round, subject, "measure");
                rounds.add(figures);
                say.accept(String.format(
                        java.util.Locale.ROOT,
                        "round %d %s: %,.0f queries/s, %.1f + %.1f µs a query",
                        round,
                        subject.label(),
                        figures.queriesPerSecond(),
                        figures.appMicrosPerQuery(),
                        figures.brokerMicrosPerQuery()));
            }
        }
        List<FrameGroups.Share> profile = options.profile() == null ? List.of() : profile(options.profile());
        return RouterReport.of(circumstances, options, rounds, latency(), profile);
    }

    private void createTopics() {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            TopicProvisioner provisioner = new TopicProvisioner(admin, Topics.DEFAULT_PARTITIONS, ONE_COPY);
            provisioner.ensure(Topics.fixed());
            for (String tier : BenchCatalogue.TIERS) {
                provisioner.ensure(List.of(Topics.attempts(tier, "interactive"), Topics.attempts(tier, "batch")));
            }
            Map<String, String> stamped = Topics.INBOX.configs();
            admin.createTopics(List.of(
                            topic(Subject.IDENTITY.inbox(), stamped),
                            topic(Subject.SHAPE.inbox(), stamped),
                            topic(Floors.IDENTITY_OUT, stamped)))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            throw new KafkaException("the bench's topics could not be created", e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private static NewTopic topic(String name, Map<String, String> configs) {
        return new NewTopic(name, Topics.DEFAULT_PARTITIONS, ONE_COPY).configs(configs);
    }

    private void start(Subject subject) {
        say.accept(subject.label());
        ChildJvm app = ChildJvm.start(
                subject.label(),
                directory,
                options.heapMegabytes() + "m",
                BenchApp.class,
                subject.label(),
                bootstrap,
                registry.url(),
                directory.resolve("state-" + subject.label()).toString(),
                Integer.toString(options.commitMillis()),
                Long.toString(broker.pid()));
        apps.put(subject, app);
        app.awaitLine("ready", START);
        Load load = new Load(wire, subject.inbox(), options.seed());
        fillers.put(subject, new Filler(bootstrap, load));
    }

    private void warm(Subject subject) {
        say.accept("warming " + subject.label());
        Filler filler = filler(subject);
        long records = subject == Subject.ROUTER ? filler.catalogue() : 0;
        records += filler.round(options.warmup() * subject.factor());
        String unused = app(subject).ask("measure " + records, "measured ", ROUND);
    }

    private Figures measure(int round, Subject subject, String command) {
        long queries = options.queries() * subject.factor();
        long records = filler(subject).round(queries);
        Path profile = options.profile();
        String line = command + " " + records
                + (command.equals("profile") && profile != null ? " " + profile.toAbsolutePath() : "");
        Measurement measured = Measurement.parse(app(subject).ask(line, "measured ", ROUND));
        return measured.figures(round, subject, (double) records / queries);
    }

    private List<FrameGroups.Share> profile(Path file) {
        say.accept("profiling the router");
        Figures unused = measure(options.rounds(), Subject.ROUTER, "profile");
        app(Subject.ROUTER).awaitLine("profiled", ROUND);
        try {
            return FrameGroups.of(Files.readAllLines(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private @Nullable Latencies latency() throws InterruptedException {
        if (options.latencySeconds() == 0) {
            return null;
        }
        double perSecond = Spread.of(rounds.stream()
                                .filter(figures -> figures.topology().equals(Subject.ROUTER.label()))
                                .mapToDouble(Figures::queriesPerSecond))
                        .median()
                / 2;
        say.accept(String.format(java.util.Locale.ROOT, "latency at %,.0f queries/s", perSecond));
        ChildJvm router = app(Subject.ROUTER);
        router.tell("resume");
        Load load = new Load(wire, Subject.ROUTER.inbox(), options.seed());
        long counted = Math.round(perSecond * options.latencySeconds());
        Latencies latencies = new LatencyRun(
                        bootstrap, load, filler(Subject.ROUTER).queries(), counted / 3, counted, perSecond)
                .run();
        router.tell("pause");
        return latencies;
    }

    private ChildJvm app(Subject subject) {
        return Objects.requireNonNull(apps.get(subject));
    }

    private Filler filler(Subject subject) {
        return Objects.requireNonNull(fillers.get(subject));
    }

    @Override
    public void close() {
        fillers.values().forEach(Filler::close);
        apps.values().forEach(ChildJvm::close);
        registry.close();
        broker.close();
    }
}
