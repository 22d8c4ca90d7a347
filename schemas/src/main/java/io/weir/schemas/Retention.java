package io.weir.schemas;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a topic keeps: the latest record of a key (compacted), what is younger than a bound, both, or everything.
 *
 * @param compacted whether only the latest record of a key is kept for sure
 * @param bound age in milliseconds precision from which records may go; empty: never by age
 */
public record Retention(boolean compacted, Optional<Duration> bound) {
    /** A segment goes as a whole, so with Kafka's week-long segments "7 days" could mean 14. */
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(1);

    public Retention {
        bound.ifPresent(age -> {
            if (age.toMillis() < 1) {
                throw new IllegalArgumentException("retention must be at least 1 ms, is " + age);
            }
        });
    }

    /** Everything, for ever. */
    public static Retention forever() {
        return new Retention(false, Optional.empty());
    }

    /** What is younger than {@code age}. */
    public static Retention of(Duration age) {
        return new Retention(false, Optional.of(age));
    }

    /** The latest record of each key, for ever. */
    public static Retention latest() {
        return new Retention(true, Optional.empty());
    }

    /** The latest record of each key while it is younger than {@code age}. */
    public static Retention latest(Duration age) {
        return new Retention(true, Optional.of(age));
    }

    /** Topic configuration that says this. Records outlive their bound by a segment: a quarter of it, a day at most. */
    public Map<String, String> configs() {
        Map<String, String> configs = new TreeMap<>();
        configs.put("cleanup.policy", compacted ? bound.isPresent() ? "compact,delete" : "compact" : "delete");
        configs.put(
                "retention.ms", bound.map(age -> Long.toString(age.toMillis())).orElse("-1"));
        bound.ifPresent(
                age -> configs.put("segment.ms", Long.toString(segment(age).toMillis())));
        return configs;
    }

    private static Duration segment(Duration age) {
        Duration quarter = age.dividedBy(4).plusMillis(1);
        return quarter.compareTo(LONGEST_SEGMENT) < 0 ? quarter : LONGEST_SEGMENT;
    }
}
