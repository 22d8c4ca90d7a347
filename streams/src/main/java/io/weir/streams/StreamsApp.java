package io.weir.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.weir.schemas.AvroWire;
import io.weir.streams.http.ApiServer;
import io.weir.streams.query.RunningViews;
import io.weir.streams.query.ViewsQueries;
import io.weir.streams.views.RecordMeters;
import io.weir.streams.views.ViewsTopology;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running instance of the views application. */
public final class StreamsApp implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StreamsApp.class);
    /** Longest wait for stores to be closed; what is not by then is restored from the changelog at the next start. */
    private static final Duration CLOSING = Duration.ofSeconds(30);

    /** Leaves the group, so that another instance takes over at once, not after the session timeout. */
    private static final CloseOptions LEAVING =
            CloseOptions.timeout(CLOSING).withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP);

    private final Closing closing;
    private final StreamsHealth health;
    private final HostInfo self;
    private final String bound;

    private StreamsApp(Closing closing, StreamsHealth health, HostInfo self, String bound) {
        this.closing = closing;
        this.health = health;
        this.self = self;
        this.bound = bound;
    }

    /**
     * Starts an instance and returns when HTTP answers; the views follow, see {@link #isReady}.
     *
     * @throws IllegalStateException if topics that it reads do not exist; names them
     * @throws org.apache.kafka.common.KafkaException if the cluster does not answer
     */
    public static StreamsApp start(ViewsConfig config) {
        Closing closing = new Closing();
        try {
            return start(config, closing);
        } catch (RuntimeException e) {
            closing.close();
            throw e;
        }
    }

    private static StreamsApp start(ViewsConfig config, Closing closing) {
        Admin admin = closing.add(
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers())));
        InputTopics inputs = new InputTopics(admin);
        inputs.requireAll();
        AvroWire wire = AvroWire.connect(config.registryUrl());
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        closing.add(meters::close);
        RunningViews views = new RunningViews();
        ViewsQueries queries = new ViewsQueries(views, wire);
        StreamsHealth health = new StreamsHealth();
        // HTTP first: the client announces its port to the other instances.
        ApiServer http = ApiServer.start(config.host(), config.httpPort(), queries, views, health, meters);
        HostInfo self = new HostInfo(config.advertisedHost(), http.port());
        KafkaStreams streams = new KafkaStreams(
                ViewsTopology.build(wire, new RecordMeters(meters), config.retention()),
                StreamsSettings.of(config, self));
        closing.add(() -> close(streams));
        closing.add(http);
        streams.setUncaughtExceptionHandler(new ThreadReplacement(InstantSource.system()));
        bind(meters, streams, queries, health, closing);
        streams.start();
        views.open(streams, self);
        health.open(streams, new CatchUp(inputs::ends, () -> inputs.committed(StreamsSettings.APPLICATION_ID)));
        return new StreamsApp(closing, health, self, config.host());
    }

    private static void close(KafkaStreams streams) {
        if (!streams.close(LEAVING)) {
            LOG.warn("The stores were not closed within {}, still {}", CLOSING, streams.state());
        }
    }

    private static void bind(
            MeterRegistry meters, KafkaStreams streams, ViewsQueries queries, StreamsHealth health, Closing closing) {
        closing.add(new KafkaStreamsMetrics(streams)).bindTo(meters);
        closing.add(new JvmGcMetrics()).bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new SummaryGauges(queries, System::nanoTime).bindTo(meters);
        Gauge.builder("weir.views.alive", health, probe -> probe.isAlive() ? 1 : 0)
                .register(meters);
    }

    /** State of the Kafka Streams client in a word, such as RUNNING. */
    public String state() {
        return health.state();
    }

    /** Whether it has not given up. */
    public boolean isAlive() {
        return health.isAlive();
    }

    /** Whether the views were level with their topics once since the start, and can be read. */
    public boolean isReady() {
        return health.isReady();
    }

    /** Port of HTTP. */
    public int httpPort() {
        return self.port();
    }

    /** Base URL of HTTP on this machine. */
    public String url() {
        String host = bound.equals("0.0.0.0") || bound.equals("::") ? ViewsConfig.DEFAULT_HOST : bound;
        return "http://" + host + ":" + self.port();
    }

    /** Stops HTTP, then the client; the stores are on disk on return. */
    @Override
    public void close() {
        closing.close();
    }
}
