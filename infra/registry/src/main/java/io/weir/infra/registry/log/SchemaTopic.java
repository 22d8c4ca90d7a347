package io.weir.infra.registry.log;

import io.weir.infra.registry.log.LogException.Kind;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topic itself: created if it is not there, refused if it could lose schemas, waited for until it has a leader. */
final class SchemaTopic {

    private static final Logger LOG = LoggerFactory.getLogger(SchemaTopic.class);

    /** Replicas wanted; fewer where there are fewer brokers. */
    private static final int REPLICAS = 3;

    private static final int CALL_TIMEOUT_MILLIS = 5_000;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final LogConfig config;
    private final TopicPartition partition;

    SchemaTopic(LogConfig config) {
        this.config = config;
        this.partition = new TopicPartition(config.topic(), 0);
    }

    TopicPartition partition() {
        return partition;
    }

    /** Tries until the topic is ready or the deadline has passed; brokers may come up meanwhile. */
    void awaitReady(Deadline deadline) {
        Duration pause = FIRST_PAUSE;
        while (true) {
            try (Admin admin = admin()) {
                requireReady(admin);
                return;
            } catch (KafkaException e) {
                if (deadline.passed() || isFinal(e)) {
                    throw new LogException(
                            Kind.FAILED, "no topic " + config.topic() + " at " + config.bootstrapServers(), e);
                }
                LOG.info("waiting for topic {} at {}: {}", config.topic(), config.bootstrapServers(), e.toString());
            }
            sleep(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private void requireReady(Admin admin) {
        try {
            requireKept(admin, describe(admin));
        } catch (UnknownTopicOrPartitionException e) {
            create(admin);
        }
        // A partition answers only once it has a leader; writing before that has lost records.
        get(admin.listOffsets(Map.of(partition, OffsetSpec.latest())).all());
    }

    private TopicDescription describe(Admin admin) {
        Map<String, TopicDescription> found =
                get(admin.describeTopics(List.of(config.topic())).allTopicNames());
        TopicDescription description = found.get(config.topic());
        if (description == null) {
            throw new UnknownTopicOrPartitionException(config.topic());
        }
        return description;
    }

    private void requireKept(Admin admin, TopicDescription description) {
        if (description.partitions().size() != 1) {
            throw new LogException(
                    Kind.FAILED,
                    "topic " + config.topic() + " has "
                            + description.partitions().size() + " partitions; a registry needs one");
        }
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, config.topic());
        Collection<Config> found =
                get(admin.describeConfigs(List.of(resource)).all()).values();
        for (Config settings : found) {
            String policy = settings.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
            if (!TopicConfig.CLEANUP_POLICY_COMPACT.equals(policy)) {
                throw new LogException(
                        Kind.FAILED,
                        "topic " + config.topic() + " has cleanup.policy=" + policy
                                + "; only compact keeps every schema");
            }
        }
    }

    private void create(Admin admin) {
        int brokers = get(admin.describeCluster().nodes()).size();
        NewTopic topic = new NewTopic(config.topic(), 1, (short) Math.min(REPLICAS, Math.max(1, brokers)))
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            get(admin.createTopics(List.of(topic)).all());
            LOG.info("created topic {}", config.topic());
        } catch (TopicExistsException e) {
            LOG.info("topic {} was created by someone else meanwhile", config.topic());
        }
    }

    private Admin admin() {
        return Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MILLIS,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, CALL_TIMEOUT_MILLIS));
    }

    /** A name that does not resolve yet is a plain KafkaException, and may resolve later. */
    private static boolean isFinal(KafkaException e) {
        return e instanceof ApiException && !(e instanceof RetriableException);
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new LogException(Kind.FAILED, "an admin call failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException(Kind.FAILED, "interrupted", e);
        }
    }

    private static void sleep(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LogException(Kind.FAILED, "interrupted", e);
        }
    }
}
