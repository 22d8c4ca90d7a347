package io.weir.bench.router;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.bench.run.KnownSchemas;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.router.RouterConfig;
import io.weir.router.RouterTopology;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.Metric;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * One topology in a process of its own, with the router's settings. It is paused but while it is measured, and obeys lines on
 * its standard input: {@code measure N}, {@code profile N FILE}, {@code resume}, {@code pause}. It ends when they end.
 */
public final class BenchApp {

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** A window that takes longer than this has stalled. */
    private static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(20);

    private final KafkaStreams streams;
    private final List<Metric> counters;
    private final ProcessHandle broker;
    private long expected;

    private BenchApp(KafkaStreams streams, long brokerPid) {
        this.streams = streams;
        this.counters = counters(streams);
        this.broker = ProcessHandle.of(brokerPid).orElseThrow();
    }

    /** Arguments: subject, bootstrap servers, registry, state directory, commit interval in ms, pid of the broker, name of the stage. */
    public static void main(String[] arguments) throws IOException {
        Subject subject = Subject.of(arguments[0]);
        Path state = Path.of(arguments[3]);
        String applicationId = Subject.applicationId(arguments[6]);
        RouterConfig config = new RouterConfig(
                arguments[1],
                arguments[2],
                state,
                applicationId,
                Topics.DEFAULT_PARTITIONS,
                (short) 1,
                1,
                Duration.ofMillis(Long.parseLong(arguments[4])),
                Settings.DEFAULT);
        Properties properties = new Properties();
        properties.putAll(config.streams());
        properties.put("application.id", applicationId);
        KafkaStreams streams = new KafkaStreams(topology(subject, config), properties);
        streams.setUncaughtExceptionHandler(error -> {
            System.out.println("failed " + error);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.start();
        while (streams.state() != KafkaStreams.State.RUNNING) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        streams.pause(); // not before: a paused topology does not restore either, and would never run
        System.out.println("ready");
        new BenchApp(streams, Long.parseLong(arguments[5])).obey();
        streams.close(Duration.ofSeconds(20));
        System.exit(0);
    }

    private static Topology topology(Subject subject, RouterConfig config) {
        AvroWire wire = KnownSchemas.connect(config.registryUrl());
        return switch (subject) {
            case IDENTITY -> Floors.identity();
            case SHAPE -> Floors.shape(Shapes.take(wire, config.stateDir().resolve("shapes")));
            case ROUTER -> RouterTopology.build(new Router(config.settings()), wire);
        };
    }

    private void obey() throws IOException {
        BufferedReader commands = new BufferedReader(new InputStreamReader(System.in, UTF_8));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "resume" -> streams.resume();
                case "pause" -> streams.pause();
                case "measure" ->
                    System.out.println(
                            "measured " + measure(Long.parseLong(words[1])).line());
                case "profile" -> {
                    try (CpuProfile profile = CpuProfile.start(Path.of(words[2]))) {
                        Measurement measured = measure(Long.parseLong(words[1]));
                        System.out.println("measured " + measured.line());
                    }
                    System.out.println("profiled");
                }
                default -> throw new IllegalArgumentException("no such command: " + line);
            }
        }
    }

    /** Runs until so many records more are processed and committed; measures from the first tenth on. */
    private Measurement measure(long records) {
        long from = expected + records / 10;
        expected += records;
        streams.resume();
        awaitProcessed(from);
        Measurement start = now();
        awaitProcessed(expected);
        Measurement end = now();
        // The last transaction commits within the interval; an open one would be aborted while we are paused.
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(300));
        streams.pause();
        return new Measurement(
                end.records() - start.records(),
                end.nanos() - start.nanos(),
                end.appCpuNanos() - start.appCpuNanos(),
                end.brokerCpuNanos() - start.brokerCpuNanos(),
                end.allocatedBytes() - start.allocatedBytes());
    }

    private void awaitProcessed(long records) {
        long deadline = System.nanoTime() + MOST_NANOS;
        while (processed() < records) {
            if (System.nanoTime() > deadline || streams.state() != KafkaStreams.State.RUNNING) {
                throw new IllegalStateException(
                        streams.state() + " with " + processed() + " of " + records + " records processed");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    private double processed() {
        double sum = 0;
        for (Metric metric : counters) {
            sum += (double) metric.metricValue();
        }
        return sum;
    }

    /** Looked up once: to walk all metrics of Kafka Streams time and again would be a tenth of what is measured. */
    private static List<Metric> counters(KafkaStreams streams) {
        List<Metric> counters = new ArrayList<>();
        for (Metric metric : streams.metrics().values()) {
            if (metric.metricName().name().equals("process-total")
                    && metric.metricName().group().equals("stream-thread-metrics")) {
                counters.add(metric);
            }
        }
        if (counters.isEmpty()) {
            throw new IllegalStateException("Kafka Streams has no metric process-total any more");
        }
        return counters;
    }

    private Measurement now() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long allocated = 0;
        for (long bytes : threads.getThreadAllocatedBytes(threads.getAllThreadIds())) {
            allocated += Math.max(0, bytes);
        }
        return new Measurement(
                (long) processed(),
                System.nanoTime(),
                system.getProcessCpuTime(),
                broker.info().totalCpuDuration().orElse(Duration.ZERO).toNanos(),
                allocated);
    }
}
