package io.weir.bench.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.bench.Prompt;
import io.weir.bench.run.OpenLoop;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Query;
import io.weir.v1.Result;
import io.weir.v1.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Queries of tenants that do nothing wrong, at a steady rate, and how long each took from when it was due to its result. */
final class GoodTraffic implements AutoCloseable {

    static final List<String> TENANTS = List.of("acme", "globex", "initech", "hooli");
    private static final long LONGEST_MICROS = 600_000_000L;

    private final AvroWire wire;
    private final String prefix;
    private final List<Prompt> prompts;
    private final KafkaProducer<byte[], byte[]> producer;
    private final OpenLoop loop;
    private final Windows windows;
    private final List<Histogram> latencies = new ArrayList<>();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private long sent;

    /** @param prefix of query ids, which no other traffic of the run has */
    GoodTraffic(
            String bootstrap, AvroWire wire, String prefix, List<Prompt> prompts, double perSecond, Windows windows) {
        this.wire = wire;
        this.prefix = prefix;
        this.prompts = prompts;
        this.windows = windows;
        loop = new OpenLoop(windows.startNanos(), perSecond);
        for (int i = 0; i < windows.count(); i++) {
            latencies.add(new Histogram(LONGEST_MICROS, 3));
        }
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** Sends all that is due by now. */
    void sendDue(long nanos) {
        long due = loop.dueBy(Math.min(nanos, windows.endNanos() - 1));
        for (; sent < due; sent++) {
            String tenant = TENANTS.get((int) (sent % TENANTS.size()));
            Query query = query(tenant, prefix + sent, prompts.get((int) (sent % prompts.size())));
            var unused = producer.send(
                    new ProducerRecord<>(
                            Topics.QUERIES.name(), tenant.getBytes(UTF_8), wire.encode(Topics.QUERIES, query)),
                    (metadata, error) -> {
                        if (error != null) {
                            failure.compareAndSet(null, error);
                        }
                    });
        }
    }

    static Query query(String tenant, String id, Prompt prompt) {
        return Query.newBuilder()
                .setTenant(tenant)
                .setQueryId(id)
                .setAccount(tenant)
                .setSubmittedAt(Instant.now())
                .setTask(prompt.task())
                .setRequest("{\"messages\":[{\"role\":\"user\",\"content\":" + quoted(prompt.text())
                        + "}],\"max_tokens\":" + prompt.maxTokens() + "}")
                .setVerifier(
                        new Verifier(prompt.verifier().kind(), prompt.verifier().parameters()))
                .build();
    }

    private static String quoted(String text) {
        return com.fasterxml.jackson.databind.node.TextNode.valueOf(text).toString();
    }

    /** Takes a result of a good query; others are not ours. */
    void seen(Result result, long nanos) {
        if (!result.getQueryId().startsWith(prefix) || !TENANTS.contains(result.getTenant())) {
            return;
        }
        long n = Long.parseLong(result.getQueryId().substring(prefix.length()));
        OptionalInt window = windows.countedAt(loop.dueNanos(n));
        if (window.isPresent()) {
            Histogram histogram = latencies.get(window.getAsInt());
            synchronized (histogram) {
                histogram.recordValue(Math.min(LONGEST_MICROS, loop.latencyMicros(n, nanos)));
            }
        }
        answered.incrementAndGet();
    }

    long sent() {
        return sent;
    }

    long answered() {
        return answered.get();
    }

    /** Latencies by window, microseconds. */
    List<Histogram> latencies() {
        Exception error = failure.get();
        if (error != null) {
            throw new KafkaException("a good query could not be sent", error);
        }
        return latencies;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
