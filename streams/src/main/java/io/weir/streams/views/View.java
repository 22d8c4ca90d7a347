package io.weir.streams.views;

import io.weir.streams.store.StoredRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the records of one topic do to the stores of one task.
 *
 * @param <T> record
 */
interface View<T extends SpecificRecord> {

    /** Stores of a task by name. */
    interface Stores {
        KeyValueStore<Bytes, byte[]> get(String name);
    }

    /** Makes the view of a task. */
    interface Factory<T extends SpecificRecord> {
        View<T> open(Stores stores);
    }

    /** Event time that a record expires by, microseconds since the epoch, or {@link StoredRecord#NEVER_EXPIRES}. */
    long expiresByMicros(T record);

    /**
     * Folds a record in. A record that was folded in before changes nothing.
     *
     * @param stored the record as it came, with its time of expiry and its offset
     * @throws IllegalArgumentException if it lacks what it is known by; names the field
     * @throws ArithmeticException if a sum leaves the range of a long
     */
    void fold(T record, StoredRecord stored);

    /** Deletes what expires before a time, in event time, as far as it is worth one go. */
    void purge(long cutoffMicros);

    /** The text, or an exception that names the field. */
    static String required(String field, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException(field + " must not be empty");
        }
        return value;
    }
}
