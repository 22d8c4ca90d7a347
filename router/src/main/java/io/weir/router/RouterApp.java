package io.weir.router;

import io.weir.core.routing.Router;
import io.weir.schemas.AvroWire;
import io.weir.schemas.SchemaReadiness;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.schemas.probe.Probe;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The router as a running application. */
public final class RouterApp implements Probe, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RouterApp.class);
    /** KIP-890 part 2: with it a zombie's late write can never join the next transaction. */
    private static final short TRANSACTION_VERSION = 2;

    private static final Duration CLOSE = Duration.ofSeconds(20);

    /** What is written; attempts of all tiers share a subject. */
    private static final List<Topic<?>> WRITTEN = List.of(
            Topics.INBOX, // read, but the first to start registers it
            Topics.attempts("any", "interactive"),
            Topics.DECISIONS,
            Topics.LEDGER,
            Topics.OUTCOMES,
            Topics.RESULTS,
            Topics.CONTROLS,
            Topics.ALERTS,
            Topics.DLQ);

    private final KafkaStreams streams;
    private final HangingTransactions hanging;
    private final PartitionWatch watch;

    private RouterApp(KafkaStreams streams, HangingTransactions hanging, PartitionWatch watch) {
        this.streams = streams;
        this.hanging = hanging;
        this.watch = watch;
    }

    /**
     * Starts the router; returns once its threads are starting, see {@link #state}. Waits for the registry.
     *
     * @param onFailure is run once the router has stopped for good; whoever owns the process ends it
     * @throws IllegalStateException where the cluster lacks transaction.version 2, or its topics have another number of partitions
     */
    public static RouterApp start(RouterConfig config, Runnable onFailure) {
        return start(config, onFailure, KafkaStreams::new);
    }

    /** The same on Kafka clients of the caller: where faults are put in and observed, and nowhere else. */
    public static RouterApp start(RouterConfig config, Runnable onFailure, KafkaClientSupplier clients) {
        return start(config, onFailure, (topology, properties) -> new KafkaStreams(topology, properties, clients));
    }

    private static RouterApp start(
            RouterConfig config, Runnable onFailure, BiFunction<Topology, Properties, KafkaStreams> create) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", config.bootstrapServers()))) {
            requireTransactionVersion(admin);
            new TopicProvisioner(admin, config.partitions(), config.replication()).ensure(Topics.fixed());
            PartitionWatch.require(admin, config.partitions());
        }
        Properties properties = new Properties();
        properties.putAll(config.streams());
        Router router = new Router(config.settings());
        KafkaStreams streams = create.apply(RouterTopology.build(router, wire(config.registryUrl())), properties);
        streams.setUncaughtExceptionHandler(RouterApp::onError);
        streams.setStateListener((now, before) -> {
            if (now == KafkaStreams.State.ERROR) {
                onFailure.run();
            }
        });
        HangingTransactions hanging = HangingTransactions.watch(config.bootstrapServers());
        streams.start();
        PartitionWatch watch = PartitionWatch.start(config.bootstrapServers(), config.partitions(), reason -> {
            LOG.error("The router stops: {}", reason);
            streams.close(CLOSE);
            onFailure.run();
        });
        return new RouterApp(streams, hanging, watch);
    }

    /** Knows every schema that the router reads and writes: once it runs, it does without the registry. */
    private static AvroWire wire(String registryUrl) {
        AvroWire wire = AvroWire.connect(registryUrl);
        SchemaReadiness.await(wire, WRITTEN, List.of(Topics.INBOX));
        return wire;
    }

    /** A broken invariant stops the router: going on would write a wrong ledger. Anything else is tried again. */
    private static StreamThreadExceptionResponse onError(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof IllegalStateException && !(cause instanceof org.apache.kafka.common.KafkaException)) {
                LOG.error("The router stops: an invariant is broken", error);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.warn("A stream thread failed and is replaced", error);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static void requireTransactionVersion(Admin admin) {
        try {
            FinalizedVersionRange range = admin.describeFeatures()
                    .featureMetadata()
                    .get()
                    .finalizedFeatures()
                    .get("transaction.version");
            if (range == null || range.maxVersionLevel() < TRANSACTION_VERSION) {
                throw new IllegalStateException("transaction.version must be at least " + TRANSACTION_VERSION
                        + " on the cluster, found " + (range == null ? "none" : range.maxVersionLevel()));
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot read the cluster's features", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading the cluster's features", e);
        }
    }

    @Override
    public boolean isAlive() {
        KafkaStreams.State state = streams.state();
        return !state.hasCompletedShutdown() && !state.hasNotStarted() && !state.isShuttingDown();
    }

    /** Whether its stores are restored and it decides. */
    @Override
    public boolean isReady() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** State of the Kafka Streams client, such as RUNNING. */
    @Override
    public String state() {
        return streams.state().name();
    }

    @Override
    public void close() {
        watch.close();
        hanging.close();
        streams.close(CLOSE);
    }
}
