package io.weir.streams;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;

/**
 * Whether the views were level with their topics once: they have committed what the topics held at the first look. A view
 * that is RUNNING may still be far behind, and would say that a query is unknown that has long been answered.
 *
 * <p>It is asked by probes, so it looks at the cluster then, and no more once it holds.
 */
final class CatchUp {
    private final Supplier<Map<TopicPartition, Long>> ends;
    private final Supplier<Map<TopicPartition, Long>> committed;
    /** What is still to be reached; empty at first, then without the partitions that are. */
    private Map<TopicPartition, Long> goals = Map.of();

    private boolean started;
    private boolean done;

    CatchUp(Supplier<Map<TopicPartition, Long>> ends, Supplier<Map<TopicPartition, Long>> committed) {
        this.ends = ends;
        this.committed = committed;
    }

    /** Looks, unless it was level before. */
    synchronized boolean isDone() {
        if (!started) {
            goals = ends.get();
            started = true;
        }
        if (!done) {
            Map<TopicPartition, Long> reached = committed.get();
            done = goals.entrySet().stream()
                    .allMatch(goal -> reached.getOrDefault(goal.getKey(), 0L) >= goal.getValue());
        }
        return done;
    }
}
