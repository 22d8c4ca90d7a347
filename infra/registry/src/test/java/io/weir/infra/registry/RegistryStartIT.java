package io.weir.infra.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.log.LogConfig;
import io.weir.infra.registry.log.LogException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Starting, on brokers that are late and topics that others made. */
class RegistryStartIT {

    @TempDir
    Path directory;

    @Test
    void aRegistryWaitsForBrokersThatComeLater() throws Exception {
        int port = freePort();
        CompletableFuture<RegistryServer> starting =
                CompletableFuture.supplyAsync(() -> RegistryServer.start(RegistryConfig.of("127.0.0.1:" + port, 0)));
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.at(directory, port));
                RegistryServer server = starting.get(60, TimeUnit.SECONDS)) {
            assertEquals(1, new CachedSchemaRegistryClient(server.url(), 10).register("s", new AvroSchema("\"int\"")));
        }
    }

    @Test
    void aRegistryGivesUpOnBrokersThatDoNotCome() throws Exception {
        LogConfig log =
                new LogConfig("127.0.0.1:" + freePort(), "_schemas", Duration.ofMillis(200), Duration.ofSeconds(1));

        LogException e =
                assertThrows(LogException.class, () -> RegistryServer.start(new RegistryConfig("127.0.0.1", 0, log)));

        assertTrue(e.getMessage().startsWith("no topic _schemas at 127.0.0.1:"), e.getMessage());
    }

    @Test
    void aTopicThatConfluentsServerWroteIsTakenOverAndOneThatForgetsIsRefused() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.at(directory))) {
            createTopic(broker, "_schemas", Map.of("cleanup.policy", "compact"));
            write(
                    broker,
                    "{\"keytype\":\"NOOP\",\"magic\":0}",
                    null,
                    "{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}",
                    "{\"compatibilityLevel\":\"FULL\"}",
                    "no record of a registry",
                    "{}",
                    "{\"keytype\":\"SCHEMA\",\"subject\":\"t-value\",\"version\":1,\"magic\":1}",
                    "{\"subject\":\"t-value\",\"version\":1,\"id\":100001,\"schema\":\"\\\"int\\\"\",\"deleted\":false}");
            try (RegistryServer server = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0))) {
                CachedSchemaRegistryClient client = new CachedSchemaRegistryClient(server.url(), 10);
                assertEquals("FULL", client.getCompatibility(null));
                assertEquals(new AvroSchema("\"int\""), client.getSchemaById(100_001));
                assertEquals(100_002, client.register("u-value", new AvroSchema("\"long\"")));
            }

            createTopic(broker, "forgetful", Map.of("cleanup.policy", "delete"));
            LogConfig forgetful = new LogConfig(
                    broker.bootstrapServers(), "forgetful", Duration.ofSeconds(30), Duration.ofSeconds(1));
            LogException e = assertThrows(
                    LogException.class, () -> RegistryServer.start(new RegistryConfig("127.0.0.1", 0, forgetful)));
            assertEquals("topic forgetful has cleanup.policy=delete; only compact keeps every schema", e.getMessage());
        }
    }

    private static void createTopic(EmbeddedBroker broker, String name, Map<String, String> settings) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            NewTopic topic = new NewTopic(name, 1, (short) 1).configs(settings);
            admin.createTopics(List.of(topic)).all().get();
        }
    }

    private static void write(EmbeddedBroker broker, String... keysAndValues) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < keysAndValues.length; i += 2) {
                producer.send(new ProducerRecord<>("_schemas", keysAndValues[i], keysAndValues[i + 1]))
                        .get(30, TimeUnit.SECONDS);
            }
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
