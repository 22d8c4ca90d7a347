package io.weir.infra.local.cluster;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Coordinates of a record.
 *
 * @param topic topic
 * @param partition partition
 * @param offset offset
 */
public record Where(String topic, int partition, long offset) {

    /** Coordinates of a record that was read. */
    public static Where of(ConsumerRecord<?, ?> record) {
        return new Where(record.topic(), record.partition(), record.offset());
    }

    /** Before any record: of a topic as a whole, or of what is missing from it. */
    public static Where none(String topic, int partition) {
        return new Where(topic, partition, -1);
    }

    @Override
    public String toString() {
        return offset < 0 ? topic + "/" + partition : topic + "/" + partition + "@" + offset;
    }
}
