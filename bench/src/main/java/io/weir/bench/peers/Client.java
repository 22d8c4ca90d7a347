package io.weir.bench.peers;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.bench.run.Reading;
import io.weir.bench.run.Waiting;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.Limit;
import io.weir.v1.Model;
import io.weir.v1.Price;
import io.weir.v1.Query;
import io.weir.v1.Result;
import io.weir.v1.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** What a platform team and an application do: declare tiers, prices and budgets, send queries, and see their results. */
final class Client implements AutoCloseable {

    private static final long CONTEXT_WINDOW = 8_192;

    private final AvroWire wire;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final Map<String, Result> results = new ConcurrentHashMap<>();
    private final Reading reading;

    Client(String bootstrap, AvroWire wire) {
        this.wire = wire;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        reading = Reading.fromTheStart("results", bootstrap, List.of(Topics.RESULTS.name()), record -> {
            Result result = wire.decode(Topics.RESULTS, record.value());
            results.put(key(result.getTenant(), result.getQueryId()), result);
        });
    }

    void declareTiers() {
        for (EngineModel model : EngineModel.values()) {
            send(
                    Topics.PRICES,
                    model.tier(),
                    Price.newBuilder()
                            .setModel(model.tier())
                            .setVersion("bench")
                            .setInput(Prices.INPUT)
                            .setOutput(Prices.OUTPUT)
                            .build());
            send(
                    Topics.TIERS,
                    model.tier(),
                    Tier.newBuilder()
                            .setTier(model.tier())
                            .setTags(List.of(model.tier()))
                            .setModels(List.of(Model.newBuilder()
                                    .setModel(model.tier())
                                    .setContextWindow(CONTEXT_WINDOW)
                                    .setTemplateTokens(EngineModel.TEMPLATE_TOKENS)
                                    .setMaxOutputTokens(model.mostTokens())
                                    .build()))
                            .build());
        }
        flush();
    }

    /** @param limits none: nothing bounds it */
    void declareAccount(String account, List<Limit> limits) {
        send(
                Topics.ACCOUNTS,
                account,
                Account.newBuilder().setAccount(account).setLimits(limits).build());
        flush();
    }

    /**
     * Sends a query.
     *
     * @param account tenant and account in one
     * @param maxTokens null: the caller does not say
     */
    void ask(String account, String id, EngineModel model, String task, @Nullable Integer maxTokens) {
        String most = maxTokens == null ? "" : ",\"max_tokens\":" + maxTokens;
        send(
                Topics.QUERIES,
                account,
                Query.newBuilder()
                        .setTenant(account)
                        .setQueryId(id)
                        .setAccount(account)
                        .setSubmittedAt(Instant.now())
                        .setTask(task)
                        .setRequest("{\"messages\":[{\"role\":\"" + Prices.ROLE + "\",\"content\":\"" + Prices.PROMPT
                                + "\"}],\"user\":\"" + account + "\"" + most + "}")
                        .setRequiredTags(List.of(model.tier()))
                        .build());
    }

    private <T extends SpecificRecord> void send(Topic<T> topic, String key, T value) {
        var unused = producer.send(
                new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), wire.encode(topic, value)),
                (metadata, error) -> {
                    if (error != null) {
                        failure.compareAndSet(null, error);
                    }
                });
    }

    void flush() {
        producer.flush();
        Exception error = failure.get();
        if (error != null) {
            throw new KafkaException("a record could not be sent", error);
        }
    }

    /** How many of these queries have a result that says this; null: any. */
    long count(String account, List<String> ids, @Nullable String status) {
        reading.requireAlive();
        return ids.stream()
                .map(id -> results.get(key(account, id)))
                .filter(result ->
                        result != null && (status == null || result.getStatus().equals(status)))
                .count();
    }

    void awaitResults(String account, List<String> ids, Duration most) {
        Waiting.until(ids.size() + " results of " + account, most, () -> count(account, ids, null) == ids.size());
    }

    @Nullable
    Result result(String account, String id) {
        return results.get(key(account, id));
    }

    private static String key(String tenant, String id) {
        return tenant + "\0" + id;
    }

    @Override
    public void close() {
        reading.close();
        producer.close(Duration.ofSeconds(10));
    }
}
