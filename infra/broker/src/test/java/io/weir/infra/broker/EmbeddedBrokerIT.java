package io.weir.infra.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {

    private static final String TOPIC = "kept";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    @Test
    void whatWasAcknowledgedIsThereAfterACleanRestart() throws Exception {
        String clusterId;
        try (EmbeddedBroker broker = EmbeddedBroker.start(BrokerConfig.at(directory))) {
            createTopic(broker.bootstrapServers());
            produce(broker.bootstrapServers(), "before");
            assertEquals(List.of("before"), read(broker.bootstrapServers(), 1));
            clusterId = clusterId(broker.bootstrapServers());
        }

        try (EmbeddedBroker again = EmbeddedBroker.start(BrokerConfig.at(directory))) {
            assertEquals(clusterId, clusterId(again.bootstrapServers()));
            assertFeatures(again.bootstrapServers());
            produce(again.bootstrapServers(), "after");
            assertEquals(List.of("before", "after"), read(again.bootstrapServers(), 2));
        }
    }

    @Test
    void whatWasAcknowledgedIsThereAfterTheProcessWasKilled() throws Exception {
        int port = LoopbackPorts.free(0);
        Process process = startProcess(port);
        try {
            awaitReady(process);
            createTopic("127.0.0.1:" + port);
            produce("127.0.0.1:" + port, "acknowledged");
        } finally {
            process.destroyForcibly().waitFor();
        }

        try (EmbeddedBroker again = EmbeddedBroker.start(BrokerConfig.at(directory, port))) {
            assertEquals(List.of("acknowledged"), read(again.bootstrapServers(), 1));
        }
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        int port = LoopbackPorts.free(0);
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));

            var e = assertThrows(
                    IllegalStateException.class, () -> EmbeddedBroker.start(BrokerConfig.at(directory, port)));

            assertEquals("broker port " + port + " of 127.0.0.1 is in use by another process", e.getMessage());
        }
    }

    private static void assertFeatures(String bootstrap) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            var features = admin.describeFeatures().featureMetadata().get().finalizedFeatures();
            assertEquals(2, features.get("transaction.version").maxVersionLevel());
            assertEquals(1, features.get("share.version").maxVersionLevel());
        }
    }

    private Process startProcess(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        EmbeddedBroker.class.getName(),
                        directory.toString(),
                        Integer.toString(port))
                .redirectErrorStream(true)
                .start();
    }

    private static void awaitReady(Process process) throws IOException {
        List<String> seen = new ArrayList<>();
        var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            if (line.startsWith("broker ready at ")) {
                return;
            }
            seen.add(line);
        }
        throw new AssertionError("the broker ended before it was ready: " + seen);
    }

    private static Admin admin(String bootstrap) {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static String clusterId(String bootstrap) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            return admin.describeCluster().clusterId().get();
        }
    }

    private static void createTopic(String bootstrap) throws Exception {
        try (Admin admin = admin(bootstrap)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 1, (short) 1))).all().get();
        }
    }

    private static void produce(String bootstrap, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap, "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TOPIC, value)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    private static List<String> read(String bootstrap, int count) {
        Map<String, Object> settings = Map.of("bootstrap.servers", bootstrap);
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            TopicPartition partition = new TopicPartition(TOPIC, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            List<String> values = new ArrayList<>();
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (values.size() < count && System.nanoTime() < deadline) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
            }
            assertTrue(values.size() >= count, "read only " + values);
            return values;
        }
    }
}
