package io.weir.streams.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A record as a store holds it: when it happened, where it stood in its partition, and the bytes of its topic. */
public final class StoredRecord {
    /** {@link #atMicros} of a record that never expires. */
    public static final long NEVER_EXPIRES = Long.MAX_VALUE;

    private static final int HEADER_BYTES = 2 * Long.BYTES;

    private final long atMicros;
    private final long offset;
    private final byte[] value;

    /**
     * A record.
     *
     * @param atMicros event time that it expires by, microseconds since the epoch, or {@link #NEVER_EXPIRES}
     * @param offset offset in its input partition; the same record has the same one when it is read again
     * @param value value in its topic's wire format
     */
    public StoredRecord(long atMicros, long offset, byte[] value) {
        this.atMicros = atMicros;
        this.offset = offset;
        this.value = value.clone();
    }

    static StoredRecord of(byte[] stored) {
        ByteBuffer buffer = ByteBuffer.wrap(stored);
        return new StoredRecord(
                buffer.getLong(), buffer.getLong(), Arrays.copyOfRange(stored, HEADER_BYTES, stored.length));
    }

    /** Value in its topic's wire format, of the bytes that a store holds. */
    public static byte[] valueOf(byte[] stored) {
        return Arrays.copyOfRange(stored, HEADER_BYTES, stored.length);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(HEADER_BYTES + value.length)
                .putLong(atMicros)
                .putLong(offset)
                .put(value)
                .array();
    }

    public long atMicros() {
        return atMicros;
    }

    public long offset() {
        return offset;
    }

    /** Value in its topic's wire format. */
    public byte[] value() {
        return value.clone();
    }
}
