package io.weir.flink;

import io.weir.schemas.Topic;
import java.io.Serializable;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * How an element of a job becomes a record of the contracts; pure, and the same for the same element.
 *
 * @param <E> element
 * @param <T> record
 */
public interface Form<E, T extends SpecificRecord> extends Serializable {

    /** Topic that the records go to. */
    Topic<T> topic();

    /** Key, in UTF-8; null: none. */
    @Nullable
    String key(E element);

    T value(E element);

    /** What makes the record unique, for its event header. */
    String id(E element);

    /** Event time, microseconds since the epoch. */
    long atMicros(E element);
}
