package io.weir.schemas;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the topics that are missing, then confirms all of them.
 *
 * <p>A topic is confirmed when the leader of each partition has answered listOffsets (records sent to a topic made a moment
 * before can be lost otherwise: the symptom of KAFKA-15591), it has as many partitions as wanted, and its configuration
 * means what the catalogue says. A topic of another number of partitions is refused: its keys would have moved. How long a
 * topic keeps its records is the operator's to change afterwards, and only logged.
 */
public final class TopicProvisioner {
    private static final Logger LOG = LoggerFactory.getLogger(TopicProvisioner.class);
    /** Longest wait for the cluster to show what it has created. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String LARGEST_RECORD = "max.message.bytes";
    /** Configuration that changes what a topic means; the rest is the operator's. */
    private static final Set<String> BINDING = Set.of("cleanup.policy", "message.timestamp.type", LARGEST_RECORD);

    private final Admin admin;
    private final int partitions;
    private final short replication;

    /**
     * Provisioner on a cluster.
     *
     * @param admin stays the caller's to close
     * @param partitions n of the topics that share it, 1 or more
     * @param replication copies of each partition; 1 or more
     */
    public TopicProvisioner(Admin admin, int partitions, short replication) {
        if (partitions < 1) {
            throw new IllegalArgumentException("partitions must be 1 or more, is " + partitions);
        }
        if (replication < 1) {
            throw new IllegalArgumentException("replication must be 1 or more, is " + replication);
        }
        this.admin = admin;
        this.partitions = partitions;
        this.replication = replication;
    }

    /**
     * Returns when every topic exists as wanted and each of its partitions can be written. Any number of processes may do
     * this at a time.
     *
     * @throws IllegalStateException if a topic differs from what is wanted; names the topic, what was found and wanted
     * @throws KafkaException if the cluster does not answer
     */
    public void ensure(Collection<? extends Topic<?>> topics) {
        Map<String, Topic<?>> wanted = new LinkedHashMap<>();
        topics.forEach(topic -> wanted.put(topic.name(), topic));
        createMissing(wanted);
        confirmLeaders(confirmPartitions(wanted));
        confirmConfigs(wanted);
    }

    private void createMissing(Map<String, Topic<?>> wanted) {
        Set<String> present = retried("listing topics", () -> admin.listTopics().names());
        List<NewTopic> missing = wanted.values().stream()
                .filter(topic -> !present.contains(topic.name()))
                .map(topic -> new NewTopic(topic.name(), topic.partitions().count(partitions), replication)
                        .configs(topic.configs()))
                .toList();
        admin.createTopics(missing).values().forEach(TopicProvisioner::confirmCreated);
    }

    private static void confirmCreated(String topic, KafkaFuture<Void> creation) {
        try {
            await("creating " + topic, creation);
            LOG.debug("Created {}", topic);
        } catch (TopicExistsException e) {
            LOG.debug("{} was created by somebody else meanwhile", topic);
        }
    }

    private List<TopicPartition> confirmPartitions(Map<String, Topic<?>> wanted) {
        List<TopicPartition> all = new ArrayList<>();
        Map<String, TopicDescription> found = retried(
                "describing topics", () -> admin.describeTopics(wanted.keySet()).allTopicNames());
        found.forEach((name, description) -> {
            int count = description.partitions().size();
            requireCount(name, count, wanted);
            for (int partition = 0; partition < count; partition++) {
                all.add(new TopicPartition(name, partition));
            }
        });
        return all;
    }

    private void requireCount(String name, int found, Map<String, Topic<?>> topics) {
        Topic<?> topic = Objects.requireNonNull(topics.get(name));
        int wanted = topic.partitions().count(partitions);
        if (found != wanted) {
            throw new IllegalStateException("topic " + name + " has " + found + " partitions, wanted " + wanted
                    + ": keys would move; give it a new name or start with the number it has");
        }
    }

    /** Admin itself asks again while a partition has no leader that knows it. */
    private void confirmLeaders(Collection<TopicPartition> all) {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        all.forEach(partition -> ends.put(partition, OffsetSpec.latest()));
        retried("listing the end offsets of new topics", () -> admin.listOffsets(ends)
                .all());
    }

    private void confirmConfigs(Map<String, Topic<?>> wanted) {
        List<ConfigResource> resources = wanted.keySet().stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<ConfigResource, Config> found =
                retried("describing topic configurations", () -> admin.describeConfigs(resources)
                        .all());
        found.forEach((resource, config) -> {
            Topic<?> topic = Objects.requireNonNull(wanted.get(resource.name()));
            topic.configs().forEach((key, value) -> confirmConfig(topic, key, value, config));
        });
    }

    private static void confirmConfig(Topic<?> topic, String key, String wanted, Config config) {
        ConfigEntry entry = config.get(key);
        String found = entry == null ? null : entry.value();
        if (wanted.equals(found) || (key.equals(LARGEST_RECORD) && isAtLeast(found, wanted))) {
            return;
        }
        if (BINDING.contains(key)) {
            throw new IllegalStateException("topic " + topic + " has " + key + "=" + found + ", wanted " + wanted);
        }
        LOG.info("Topic {} has {}={}, the catalogue says {}", topic, key, found, wanted);
    }

    private static boolean isAtLeast(@Nullable String found, String wanted) {
        return found != null && Long.parseLong(found) >= Long.parseLong(wanted);
    }

    /** A topic made a moment before may be unknown to the broker that is asked. */
    private static <V> V retried(String what, Supplier<KafkaFuture<V>> call) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return await(what, call.get());
            } catch (RetriableException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private static <V> V await(String what, KafkaFuture<V> future) {
        try {
            return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof KafkaException cause) {
                throw cause;
            }
            throw new KafkaException(what + " failed", e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(what + " took longer than " + PATIENCE, e);
        } catch (InterruptedException e) {
            throw new InterruptException(what + " was interrupted", e);
        }
    }
}
