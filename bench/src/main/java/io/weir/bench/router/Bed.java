package io.weir.bench.router;

import io.weir.bench.run.ChildJvm;
import io.weir.bench.run.KnownSchemas;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.schemas.AvroWire;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Broker, registry and topics of a run: the broker in a process of its own, the registry in this one. */
final class Bed implements AutoCloseable {

    static final Duration START = Duration.ofMinutes(10);
    private static final short ONE_COPY = 1;
    /** Records before the end of a partition, in the request that deletes them. */
    private static final long TO_THE_END = -1;

    private final Path directory;
    private final ChildJvm broker;
    private final String bootstrap;
    private final RegistryServer registry;
    private final AvroWire wire;

    Bed(Path directory) throws IOException {
        this.directory = Files.createDirectories(directory.toAbsolutePath());
        broker = ChildJvm.start(
                "broker",
                this.directory,
                "512m",
                EmbeddedBroker.class,
                this.directory.resolve("kafka").toString(),
                "0");
        bootstrap = broker.awaitLine("broker ready at ", START);
        registry = RegistryServer.start(RegistryConfig.of(bootstrap, 0));
        wire = KnownSchemas.connect(registry.url());
        createTopics();
    }

    private void createTopics() {
        try (Admin admin = admin()) {
            TopicProvisioner provisioner = new TopicProvisioner(admin, Topics.DEFAULT_PARTITIONS, ONE_COPY);
            provisioner.ensure(Topics.fixed());
            for (String tier : BenchCatalogue.TIERS) {
                provisioner.ensure(List.of(Topics.attempts(tier, "interactive"), Topics.attempts(tier, "batch")));
            }
            Map<String, String> stamped = Topics.INBOX.configs();
            done(admin.createTopics(List.of(
                            topic(Subject.IDENTITY.inbox(), stamped),
                            topic(Subject.SHAPE.inbox(), stamped),
                            topic(Floors.IDENTITY_OUT, stamped)))
                    .all());
        }
    }

    /** Deletes what is in a topic, so that whoever starts reads only what comes. */
    void empty(String topic) {
        Map<TopicPartition, RecordsToDelete> all = new HashMap<>();
        for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
            all.put(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(TO_THE_END));
        }
        try (Admin admin = admin()) {
            done(admin.deleteRecords(all).all());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap));
    }

    private static void done(KafkaFuture<Void> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the bench's topics could not be prepared", e.getCause());
        } catch (InterruptedException e) {
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
    }

    private static NewTopic topic(String name, Map<String, String> configs) {
        return new NewTopic(name, Topics.DEFAULT_PARTITIONS, ONE_COPY).configs(configs);
    }

    Path directory() {
        return directory;
    }

    String bootstrap() {
        return bootstrap;
    }

    String registryUrl() {
        return registry.url();
    }

    AvroWire wire() {
        return wire;
    }

    long brokerPid() {
        return broker.pid();
    }

    @Override
    public void close() {
        registry.close();
        broker.close();
    }
}
