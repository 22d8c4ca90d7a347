package io.weir.infra.faults.site;

import io.weir.router.ingress.Ingress;
import io.weir.schemas.Topic;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupSubscribedToTopicException;
import org.apache.kafka.common.errors.InterruptException;

/** How far ingress has read its topics. */
public final class ReadPositions {

    private ReadPositions() {}

    /** Forgets that of one topic: started again, ingress reads it from the beginning. It must not run. */
    public static void forget(Site site, Topic<?> topic) {
        try (Admin admin = site.admin()) {
            Await.until("ingress has left its group", () -> {
                try {
                    admin.deleteConsumerGroupOffsets(Ingress.GROUP_ID, partitions(admin, topic))
                            .all()
                            .get();
                    return true;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof GroupSubscribedToTopicException) {
                        return false;
                    }
                    throw new KafkaException("the offsets of " + topic.name() + " cannot be deleted", e.getCause());
                } catch (InterruptedException e) {
                    throw new InterruptException(e);
                }
            });
        }
    }

    private static Set<TopicPartition> partitions(Admin admin, Topic<?> topic)
            throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic.name()))
                        .allTopicNames()
                        .get()
                        .get(topic.name()))
                .partitions()
                .stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .collect(Collectors.toSet());
    }
}
