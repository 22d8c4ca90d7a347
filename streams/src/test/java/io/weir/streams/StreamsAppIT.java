package io.weir.streams;

import static io.weir.streams.Samples.NOON;
import static io.weir.streams.Samples.amounts;
import static io.weir.streams.Samples.balance;
import static io.weir.streams.Samples.costOfPass;
import static io.weir.streams.Samples.decision;
import static io.weir.streams.Samples.entry;
import static io.weir.streams.Samples.result;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.streams.views.ViewsTopology;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The application against a real broker and registry. Tests share them, so each has tenants of its own. */
class StreamsAppIT {
    private static final int PARTITIONS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static EmbeddedBroker broker;
    private static RegistryServer registry;
    private static AvroWire wire;
    private static KafkaProducer<byte[], byte[]> producer;

    @TempDir
    private Path stateDir;

    @BeforeAll
    static void startBroker(@TempDir Path directory) {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        assertThrows(IllegalStateException.class, () -> StreamsApp.start(config(directory.resolve("none"))));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            new TopicProvisioner(admin, PARTITIONS, (short) 1).ensure(ViewsTopology.inputs());
        }
        wire = AvroWire.connect(registry.url());
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "streams-app-it");
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
    }

    @AfterAll
    static void stopBroker() {
        producer.close();
        registry.close();
        broker.close();
    }

    private static ViewsConfig config(Path stateDir) {
        return ViewsConfig.local(broker.bootstrapServers(), registry.url(), stateDir, 0);
    }

    private static StreamsApp started(Path stateDir) {
        StreamsApp app = StreamsApp.start(config(stateDir));
        await().atMost(PATIENCE).until(app::isReady);
        return app;
    }

    private static <T extends SpecificRecord> void send(Topic<T> topic, String tenant, T record) {
        sendBytes(topic, tenant, wire.encode(topic, record));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails where a send has failed
    private static void sendBytes(Topic<?> topic, String tenant, byte[] value) {
        producer.send(new ProducerRecord<>(topic.name(), tenant.getBytes(UTF_8), value));
    }

    private static void transaction(Runnable sending) {
        producer.beginTransaction();
        sending.run();
        producer.commitTransaction();
    }

    private static HttpResponse<String> get(StreamsApp app, String path) {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(URI.create(app.url() + path)).build();
            return CLIENT.send(request, BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(path, e);
        }
    }

    private static JsonNode json(StreamsApp app, String path) {
        HttpResponse<String> answer = get(app, path);
        assertEquals(200, answer.statusCode(), answer.body());
        try {
            return JSON.readTree(answer.body());
        } catch (Exception e) {
            throw new AssertionError(answer.body(), e);
        }
    }

    @Test
    void whatWasCommitted_isInEveryView() {
        transaction(() -> {
            send(Topics.DECISIONS, "every", decision("every", "q/1", 1, "small", NOON));
            send(
                    Topics.LEDGER,
                    "every",
                    entry(
                            "every/search",
                            "q/1",
                            "posted",
                            amounts(1_500, 12),
                            null,
                            balance("every", "life").setPosted(1_500).build()));
            sendBytes(Topics.RESULTS, "every", new byte[] {1, 2, 3});
            send(Topics.RESULTS, "every", result("every", "q/1", "passed", 1_500, NOON));
            send(ViewsTopology.COST_OF_PASS, "slice", costOfPass("every", "small", null, 2, 3, 300));
            send(ViewsTopology.COST_OF_PASS, "slice", costOfPass("every", "small", null, 1, 1, 100));
        });
        producer.beginTransaction();
        send(Topics.RESULTS, "every", result("every", "never", "passed", 9, NOON));
        producer.abortTransaction();

        try (StreamsApp app = started(stateDir)) {
            JsonNode query = json(app, "/api/v1/tenants/every/queries/q%2F1");
            assertEquals("closed", query.at("/state").textValue());
            assertEquals("forty-two", query.at("/result/message/content").textValue());
            assertEquals("least cost per pass", query.at("/attempts/0/reason").textValue());
            assertEquals(1_500, query.at("/totals/posted/money_nanodollars").longValue());
            assertEquals(
                    1,
                    json(app, "/api/v1/tenants/every/queries/q%2F1/decisions")
                            .at("/decisions")
                            .size());
            assertEquals(
                    1,
                    json(app, "/api/v1/tenants/every/queries/q%2F1/ledger")
                            .at("/entries")
                            .size());
            assertEquals(
                    1, json(app, "/api/v1/tenants/every/results").at("/results").size());
            assertEquals(
                    1, json(app, "/api/v1/tenants/every").at("/queries/passed").longValue());
            assertEquals(404, get(app, "/api/v1/tenants/every/queries/never").statusCode());
            assertEquals(
                    998_500,
                    json(app, "/api/v1/accounts/every")
                            .at("/limits/0/free_nanodollars")
                            .longValue());
            assertEquals(
                    2,
                    json(app, "/api/v1/accounts?tenant=every").at("/accounts").size());
            JsonNode slices = json(app, "/api/v1/cost-of-pass?task=every");
            assertEquals(2, slices.at("/slices/0/revision").longValue());
            assertTrue(slices.get("complete").booleanValue());
            assertTrue(json(app, "/api/v1/summary").at("/queries/passed").longValue() >= 1);
            String metrics = get(app, "/metrics").body();
            assertFalse(metrics.contains("weir_queries{status=\"passed\"} NaN"), metrics);
            for (String name : List.of(
                    "weir_views_records_skipped_total{cause=\"wrong_magic\",topic=\"weir.results.v1\"} 1.0",
                    "weir_queries{status=\"passed\"}",
                    "jvm_memory_used_bytes",
                    "kafka_stream_")) {
                assertTrue(metrics.contains(name), name);
            }
        }
    }

    @Test
    void aRestartOnTheSameState_goesOnWhereItStopped() {
        long count = 50;
        transaction(() -> LongStream.range(0, count)
                .forEach(i -> send(Topics.RESULTS, "again", result("again", "q" + i, "passed", 10, NOON))));
        StreamsApp first = started(stateDir);
        first.close();
        assertFalse(first.isAlive());
        transaction(() -> LongStream.range(0, count)
                .forEach(i -> send(Topics.RESULTS, "again", result("again", "r" + i, "failed", 1, NOON))));

        try (StreamsApp second = started(stateDir)) {
            JsonNode sums = json(second, "/api/v1/tenants/again");
            assertEquals(count, sums.at("/queries/passed").longValue());
            assertEquals(count, sums.at("/queries/failed").longValue());
            assertEquals(count * 11, sums.at("/cost_nanodollars").longValue());
            assertEquals(200, get(second, "/api/v1/tenants/again/queries/q0").statusCode());
        }
    }

    @Test
    void anInstanceWithoutState_hasTheSameViewsAfterARestore(@TempDir Path elsewhere) {
        transaction(() -> send(Topics.RESULTS, "moved", result("moved", "q", "passed", 10, NOON)));
        started(stateDir).close();

        try (StreamsApp fresh = started(elsewhere)) {
            assertEquals(
                    10,
                    json(fresh, "/api/v1/tenants/moved").at("/cost_nanodollars").longValue());
            assertEquals(200, get(fresh, "/api/v1/tenants/moved/queries/q").statusCode());
        }
    }

    @Test
    void eitherOfTwoInstances_answersForEveryTenant(@TempDir Path elsewhere) {
        List<String> tenants =
                IntStream.range(0, 12).mapToObj(i -> "two ü/" + i).toList();
        transaction(
                () -> tenants.forEach(tenant -> send(Topics.RESULTS, tenant, result(tenant, "q", "passed", 10, NOON))));

        try (StreamsApp one = started(stateDir);
                StreamsApp other = started(elsewhere)) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertFalse(json(one, "/api/v1/summary").get("complete").booleanValue());
                assertFalse(json(other, "/api/v1/summary").get("complete").booleanValue());
            });
            for (String tenant : tenants) {
                String path = "/api/v1/tenants/"
                        + tenant.replace("ü", "%C3%BC").replace(" ", "%20").replace("/", "%2F");
                await().atMost(PATIENCE)
                        .until(() -> get(one, path + "/queries/q").statusCode() == 200
                                && get(other, path + "/queries/q").statusCode() == 200);
            }
        }
    }
}
