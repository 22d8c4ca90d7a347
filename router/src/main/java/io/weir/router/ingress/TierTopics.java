package io.weir.router.ingress;

import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;

/**
 * The attempts topics and the share group of a tier. A tier is homed only after they are confirmed, so that the router never
 * sends to a topic that is not there.
 */
final class TierTopics {

    private final Admin admin;
    private final TopicProvisioner topics;
    private final Duration recordLock;
    private final Set<String> confirmed = ConcurrentHashMap.newKeySet();

    TierTopics(Admin admin, TopicProvisioner topics, Duration recordLock) {
        this.admin = admin;
        this.topics = topics;
        this.recordLock = recordLock;
    }

    /**
     * Creates and confirms what the tier needs. Without a lock: whoever homes does not wait for a tier that is tried again, and
     * two at a time do no harm.
     */
    void ensure(String tier) {
        if (confirmed.contains(tier)) {
            return;
        }
        topics.ensure(List.of(Topics.attempts(tier, "interactive"), Topics.attempts(tier, "batch")));
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, Topics.workerGroup(tier));
        // The group hands work out and no more: a worker acknowledges as soon as it has claimed (KIP-932).
        List<AlterConfigOp> settings = List.of(
                set("share.auto.offset.reset", "earliest"),
                set("share.isolation.level", "read_committed"),
                set("share.record.lock.duration.ms", Long.toString(recordLock.toMillis())));
        try {
            admin.incrementalAlterConfigs(Map.of(group, settings)).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot configure share group " + group.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new org.apache.kafka.common.errors.InterruptException(e);
        }
        confirmed.add(tier);
    }

    private static AlterConfigOp set(String name, String value) {
        return new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
    }
}
