package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TopicProvisionerIT {
    private static final short ONE_COPY = 1;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static Admin admin;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
        admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    private static TopicProvisioner provisioner(int partitions) {
        return new TopicProvisioner(admin, partitions, ONE_COPY);
    }

    @Test
    void createsTheCatalogueAsItSays_andASecondTimeChangesNothing() throws Exception {
        provisioner(3).ensure(Topics.fixed());
        provisioner(3).ensure(Topics.fixed());

        Set<String> names = Topics.fixed().stream().map(Topic::name).collect(Collectors.toSet());
        var descriptions = admin.describeTopics(names).allTopicNames().get();
        Map<ConfigResource, Config> configs = configsOf(names);
        for (Topic<?> topic : Topics.fixed()) {
            int wanted = topic.partitions() == Partitions.SHARED ? 3 : 1;
            assertEquals(wanted, descriptions.get(topic.name()).partitions().size(), topic.name());
            Config config = configs.get(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()));
            topic.configs()
                    .forEach((key, value) -> assertEquals(value, config.get(key).value(), topic + " " + key));
        }
    }

    private static Map<ConfigResource, Config> configsOf(Collection<String> topics) throws Exception {
        return admin.describeConfigs(topics.stream()
                        .map(topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic))
                        .toList())
                .all()
                .get();
    }

    @Test
    void raisedNumberOfPartitions_isRefusedByNameAndNumbers() throws Exception {
        Topic<?> topic = Topics.attempts("raised", "batch");
        provisioner(2).ensure(List.of(topic));
        admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(3)))
                .all()
                .get();

        var refused =
                assertThrows(IllegalStateException.class, () -> provisioner(2).ensure(List.of(topic)));

        assertTrue(
                refused.getMessage().startsWith("topic weir.attempts.raised.batch.v1 has 3 partitions, wanted 2"),
                refused.getMessage());
    }

    @Test
    void topicThatMeansSomethingElse_isRefused() throws Exception {
        Topic<?> topic = Topics.aggregates("foreign");
        admin.createTopics(List.of(new NewTopic(topic.name(), 2, ONE_COPY)))
                .all()
                .get();

        var refused =
                assertThrows(IllegalStateException.class, () -> provisioner(2).ensure(List.of(topic)));

        assertTrue(refused.getMessage().contains("topic weir.aggregates.foreign.v1 has "), refused.getMessage());
        assertTrue(refused.getMessage().contains(", wanted "), refused.getMessage());
    }

    @Test
    void retentionAndLargerRecordsAreTheOperatorsToChange() throws Exception {
        Topic<?> topic = Topics.attempts("longer", "batch");
        provisioner(2).ensure(List.of(topic));
        alter(topic, "retention.ms", "99999999");
        alter(topic, "max.message.bytes", "8388608");

        assertDoesNotThrow(() -> provisioner(2).ensure(List.of(topic)));
        alter(topic, "max.message.bytes", "4194303");
        assertThrows(IllegalStateException.class, () -> provisioner(2).ensure(List.of(topic)));
    }

    private static void alter(Topic<?> topic, String key, String value) throws Exception {
        var change = new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET);
        var resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        admin.incrementalAlterConfigs(Map.of(resource, List.of(change))).all().get();
    }

    @Test
    void severalProcessesMayProvisionAtATime() throws Exception {
        List<Topic<?>> topics = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            topics.add(Topics.attempts("race-" + i, "interactive"));
        }
        Callable<Boolean> ensuring = () -> {
            provisioner(2).ensure(topics);
            return true;
        };
        var threads = Executors.newFixedThreadPool(4);
        try {
            for (Future<Boolean> done : threads.invokeAll(List.of(ensuring, ensuring, ensuring, ensuring))) {
                assertTrue(done.get());
            }
        } finally {
            threads.shutdownNow();
        }

        Set<String> present = new HashSet<>(admin.listTopics().names().get());
        topics.forEach(topic -> assertTrue(present.contains(topic.name()), topic.name()));
    }

    @Test
    void whatTheClusterRefuses_isSaid() {
        var provisioner = new TopicProvisioner(admin, 2, (short) 3);

        KafkaException refused = assertThrows(
                KafkaException.class, () -> provisioner.ensure(List.of(Topics.attempts("copies", "batch"))));

        assertEquals(InvalidReplicationFactorException.class, refused.getClass());
    }

    @Test
    void numbersBelowOneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new TopicProvisioner(admin, 0, ONE_COPY));
        assertThrows(IllegalArgumentException.class, () -> new TopicProvisioner(admin, 1, (short) 0));
    }
}
