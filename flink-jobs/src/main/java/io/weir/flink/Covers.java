package io.weir.flink;

import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How far a figure has read weir.outcomes: per partition the offset behind the last record folded in.
 *
 * <p>Records of a partition arrive in order, so the figure covers every record of its slice below these offsets and none
 * from there on.
 *
 * @param next offset by partition; a partition of which nothing was folded in is absent
 */
public record Covers(Map<Integer, Long> next) {

    public static final Covers NOTHING = new Covers(Map.of());

    public Covers {
        next = Map.copyOf(next);
    }

    /** The same with one more record. */
    public Covers with(int partition, long offset) {
        Map<Integer, Long> further = new HashMap<>(next);
        further.merge(partition, offset + 1, Math::max);
        return new Covers(further);
    }

    /** As the contracts have it, by partition. */
    public List<Coordinates> coordinates() {
        return new TreeMap<>(next)
                .entrySet().stream()
                        .map(entry -> new Coordinates(Topics.OUTCOMES.name(), entry.getKey(), entry.getValue()))
                        .toList();
    }
}
