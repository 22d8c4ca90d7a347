package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a figure says it has read weir.outcomes.
 *
 * @param next by partition the offset behind the last outcome folded in
 */
record Reach(Map<Integer, Long> next) {

    static final Reach NOTHING = new Reach(Map.of());

    /** @throws IllegalArgumentException if it names another topic, or a partition twice */
    static Reach of(List<Coordinates> covers) {
        Map<Integer, Long> next = new TreeMap<>();
        for (Coordinates one : covers) {
            boolean outcomes = one.getTopic().equals(Topics.OUTCOMES.name());
            if (!outcomes || next.put(one.getPartition(), one.getOffset()) != null) {
                throw new IllegalArgumentException("covers " + one.getTopic() + "/" + one.getPartition());
            }
        }
        return new Reach(next);
    }

    boolean covers(Where outcome) {
        return outcome.offset() < next.getOrDefault(outcome.partition(), 0L);
    }

    @Override
    public String toString() {
        return next.isEmpty() ? "nothing" : "offsets below " + next;
    }
}
