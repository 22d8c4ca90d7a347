package io.weir.infra.faults.site;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewPartitionReassignment;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.errors.InterruptException;

/** Where the partitions of all topics stand, those of the brokers themselves included, and how they are moved. */
public final class Replicas {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final Site site;

    private Replicas(Site site) {
        this.site = site;
    }

    public static Replicas of(Site site) {
        return new Replicas(site);
    }

    /** Begins to take each partition off one broker, another for each. @return how many */
    public int withoutOne(Random random) {
        return reassign(brokers -> {
            Collections.shuffle(brokers, random);
            return brokers.subList(0, brokers.size() - 1);
        });
    }

    /** Begins to put each partition on all brokers again, which may copy it as a whole, any of them to lead. @return how many */
    public int onAll(Random random) {
        return reassign(brokers -> {
            Collections.shuffle(brokers, random);
            return brokers;
        });
    }

    /** Waits until no partition is under way. */
    public void awaitMoved() {
        try (Admin admin = site.admin()) {
            Await.until("all partitions have been moved", PATIENCE, () -> get(admin.listPartitionReassignments()
                            .reassignments())
                    .isEmpty());
        }
    }

    /** Has the first broker of each partition's list lead it. @return how many leaders are others than before */
    public int electLeaders() {
        try (Admin admin = site.admin()) {
            Map<TopicPartition, Optional<Throwable>> elected = get(
                    admin.electLeaders(ElectionType.PREFERRED, partitions(admin).keySet())
                            .partitions());
            return (int) elected.values().stream().filter(Optional::isEmpty).count();
        }
    }

    private interface Choice {
        /** @param brokers all, to be changed */
        List<Integer> of(List<Integer> brokers);
    }

    private int reassign(Choice choice) {
        try (Admin admin = site.admin()) {
            List<Integer> brokers = get(admin.describeCluster().nodes()).stream()
                    .map(Node::id)
                    .sorted()
                    .toList();
            Map<TopicPartition, Optional<NewPartitionReassignment>> moves = new HashMap<>();
            partitions(admin)
                    .forEach((partition, info) -> moves.put(
                            partition,
                            Optional.of(
                                    new NewPartitionReassignment(List.copyOf(choice.of(new ArrayList<>(brokers)))))));
            get(admin.alterPartitionReassignments(moves).all());
            return moves.size();
        }
    }

    private static Map<TopicPartition, TopicPartitionInfo> partitions(Admin admin) {
        Set<String> names = new HashSet<>(
                get(admin.listTopics(new ListTopicsOptions().listInternal(true)).names()));
        Map<TopicPartition, TopicPartitionInfo> partitions = new HashMap<>();
        for (TopicDescription topic :
                get(admin.describeTopics(names).allTopicNames()).values()) {
            topic.partitions()
                    .forEach(info -> partitions.put(new TopicPartition(topic.name(), info.partition()), info));
        }
        return partitions;
    }

    private static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw new KafkaException("the brokers do not do it", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
