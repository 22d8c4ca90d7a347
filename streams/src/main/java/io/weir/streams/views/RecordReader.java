package io.weir.streams.views;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.WireException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads values of a topic, patiently: while the registry does not answer it is no fault of the record, so the reader waits
 * and asks again, for {@link #PATIENCE} at most. Beyond that it throws, the record is not committed, and whoever takes the
 * task over reads it again.
 *
 * @param <T> record
 */
final class RecordReader<T extends SpecificRecord> {
    /** Short against max.poll.interval.ms, five minutes, and against a shutdown, which it may hold up. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final AvroWire wire;
    private final Topic<T> topic;

    RecordReader(AvroWire wire, Topic<T> topic) {
        this.wire = wire;
        this.topic = topic;
    }

    /**
     * The record of these bytes.
     *
     * @throws WireException if they are none; of kind registry_unavailable if that could not be found out
     */
    T read(byte[] value) {
        long start = System.nanoTime();
        while (true) {
            try {
                return wire.decode(topic, value);
            } catch (WireException e) {
                boolean waits = e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE;
                if (!waits || System.nanoTime() - start >= PATIENCE.toNanos()) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
