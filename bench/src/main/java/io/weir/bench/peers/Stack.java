package io.weir.bench.peers;

import io.weir.bench.run.CaughtUp;
import io.weir.bench.run.ChildJvm;
import io.weir.bench.run.KnownSchemas;
import io.weir.bench.run.Platform;
import io.weir.bench.run.Waiting;
import io.weir.flink.FlinkCommand;
import io.weir.router.Commands;
import io.weir.router.RouterConfig;
import io.weir.router.ingress.Ingress;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.workers.WorkerMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;

/** The platform as it is deployed, with the bench's engine behind its worker; each part a process of its own. */
final class Stack implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Attempts of a tier at the engine at a time: all that a budget of 20 lets through, and more. */
    private static final int CONCURRENCY = 64;
    /** Short, so that the work of a worker that was killed is soon made again. */
    private static final long LEASE_MILLIS = 5_000;

    private final Platform platform;
    private final AvroWire wire;
    private final Admin admin;
    private final EngineClient engine;
    private final String engineUrl;
    private ChildJvm router;
    private ChildJvm worker;
    private int workers;

    private Stack(Path directory, long seed, Consumer<String> say) {
        say.accept("broker and registry");
        platform = Platform.start(directory);
        wire = KnownSchemas.connect(platform.registryUrl());
        admin = Admin.create(Map.of("bootstrap.servers", platform.bootstrap()));
        say.accept("engine, ingress, router, worker");
        engineUrl = platform.part("engine", "128m", Engine.class, Long.toString(seed))
                .awaitLine("engine ready at ", Platform.START);
        engine = new EngineClient(engineUrl);
        platform.joined("ingress", "256m", Commands.class, "ingress");
        router = startRouter(0);
        worker = startWorker();
    }

    static Stack start(Path directory, long seed, Consumer<String> say) {
        return new Stack(directory, seed, say);
    }

    private ChildJvm startRouter(int number) {
        String name = "router-" + number;
        String state = platform.directory().resolve(name).toString();
        return platform.joined(name, "384m", Commands.class, "router", "--state-dir", state, "--instance", name);
    }

    private ChildJvm startWorker() {
        String name = "worker-" + ++workers;
        List<String> arguments = new ArrayList<>(List.of("--id", name, "--lease-millis", Long.toString(LEASE_MILLIS)));
        for (EngineModel model : EngineModel.values()) {
            arguments.addAll(List.of(
                    "--tier",
                    model.tier() + "=openai:" + engineUrl + "/v1",
                    "--concurrency",
                    model.tier() + "=" + CONCURRENCY));
        }
        ChildJvm started = platform.joined(name, "256m", WorkerMain.class, arguments.toArray(String[]::new));
        started.awaitLine("worker ", Platform.START);
        return started;
    }

    /** The Flink jobs, which learn how long answers are. */
    void startFlink() {
        platform.joined(
                        "flink",
                        "384m",
                        FlinkCommand.class,
                        "--dir",
                        platform.directory().toString(),
                        "--rest-port",
                        "0",
                        "--checkpoint-interval",
                        "PT2S")
                .awaitLine("flink jobs ready", Platform.START);
    }

    /** A second router of the same group; returns once both have partitions of the inbox. */
    void secondRouter() {
        startRouter(1);
        Waiting.until("both routers have partitions", PATIENCE, () -> routers().size() == 2);
        awaitApplied(List.of());
    }

    /** Routers that have partitions, by their ids within the group. */
    private Set<String> routers() {
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(RouterConfig.APPLICATION_ID))
                    .all()
                    .get()
                    .get(RouterConfig.APPLICATION_ID);
            Set<String> members = new TreeSet<>();
            for (MemberDescription member : group == null ? List.<MemberDescription>of() : group.members()) {
                if (!member.assignment().topicPartitions().isEmpty()) {
                    members.add(member.groupInstanceId().orElse(member.consumerId()));
                }
            }
            return members;
        } catch (ExecutionException e) {
            throw new KafkaException("the routers' group cannot be described", e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    /** As kill -9, and starts it again on what it left. */
    void killRouter() {
        router.kill();
        router = startRouter(0);
    }

    /** As kill -9, and starts another one. */
    void killWorker() {
        worker.kill();
        worker = startWorker();
    }

    /** Waits until ingress has homed what public topics hold now, and the router has applied it. */
    void awaitApplied(List<String> publicTopics) {
        CaughtUp caughtUp = new CaughtUp(admin);
        if (!publicTopics.isEmpty()) {
            caughtUp.group(Ingress.GROUP_ID, publicTopics, PATIENCE);
        }
        caughtUp.router(PATIENCE);
    }

    /** Waits until the topics that ingress makes are there. */
    void awaitTopics() {
        Waiting.until("the topics are there", PATIENCE, () -> {
            try {
                return admin.listTopics().names().get().contains(Topics.ALERTS.name());
            } catch (ExecutionException e) {
                throw new KafkaException("topics cannot be listed", e.getCause());
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        });
    }

    EngineClient engine() {
        return engine;
    }

    String bootstrap() {
        return platform.bootstrap();
    }

    AvroWire wire() {
        return wire;
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(5));
        platform.close();
    }
}
