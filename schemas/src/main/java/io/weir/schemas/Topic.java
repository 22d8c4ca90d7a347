package io.weir.schemas;

import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic of the catalogue; instances come from {@link Topics} only.
 *
 * @param <T> record that its values are
 * @param name name in Kafka
 * @param type generated class of {@code T}
 * @param subject subject in the schema registry; topics may share one
 * @param partitions how many partitions it has
 * @param retention what it keeps
 * @param extraConfigs topic configuration beside the retention
 */
public record Topic<T extends SpecificRecord>(
        String name,
        Class<T> type,
        String subject,
        Partitions partitions,
        Retention retention,
        Map<String, String> extraConfigs) {

    public Topic {
        if (name.isEmpty() || subject.isEmpty()) {
            throw new IllegalArgumentException(
                    "topic name and subject must not be empty: '" + name + "', '" + subject + "'");
        }
        extraConfigs = Map.copyOf(extraConfigs);
    }

    /** Whole configuration of the topic in Kafka's names: retention and extra. */
    public Map<String, String> configs() {
        Map<String, String> configs = new TreeMap<>(retention.configs());
        configs.putAll(extraConfigs);
        return Map.copyOf(configs);
    }

    /** Schema as it is registered and released: self-contained and without the marks of the Java generator. */
    public Schema schema() {
        return PlainSchema.of(SpecificData.get().getSchema(type));
    }

    @Override
    public String toString() {
        return name;
    }
}
