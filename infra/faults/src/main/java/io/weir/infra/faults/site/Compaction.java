package io.weir.infra.faults.site;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.schemas.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;

/** Makes the broker compact a topic within seconds, tombstones included, as it would do in days; closed, it is as before. */
public final class Compaction implements AutoCloseable {

    /** The broker's cleaner looks every 15 s. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration BETWEEN = Duration.ofMillis(1_500);

    private static final Map<String, String> AT_ONCE = Map.of(
            "segment.ms", "1000",
            "min.cleanable.dirty.ratio", "0.0001",
            "min.compaction.lag.ms", "0",
            "max.compaction.lag.ms", "1000",
            "delete.retention.ms", "0");

    private final Site site;
    private final Topic<?> topic;

    private Compaction(Site site, Topic<?> topic) {
        this.site = site;
        this.topic = topic;
    }

    public static Compaction of(Site site, Topic<?> topic) {
        Compaction compaction = new Compaction(site, topic);
        compaction.alter(AlterConfigOp.OpType.SET);
        return compaction;
    }

    /**
     * Waits until the topic has one record of a key left.
     *
     * @param roll writes a record of another key: only segments that are no longer written to are compacted
     */
    public void awaitOneRecordOf(String key, Runnable roll) {
        Await.until("one record of " + key + " is left in " + topic.name(), PATIENCE, () -> {
            roll.run();
            Await.elapsed(BETWEEN);
            return site.logs().records(topic).stream()
                            .filter(record -> record.key() != null && new String(record.key(), UTF_8).equals(key))
                            .count()
                    == 1;
        });
    }

    private void alter(AlterConfigOp.OpType type) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
        List<AlterConfigOp> changes = AT_ONCE.entrySet().stream()
                .map(entry -> new AlterConfigOp(new ConfigEntry(entry.getKey(), entry.getValue()), type))
                .toList();
        try (Admin admin = site.admin()) {
            admin.incrementalAlterConfigs(Map.of(resource, changes)).all().get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot change the settings of " + topic.name(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        alter(AlterConfigOp.OpType.DELETE);
    }
}
