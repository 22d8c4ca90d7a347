package io.weir.core.ledger;

import java.nio.ByteBuffer;

/**
 * A link of a ledger key's hash chain: SHA-256 over the link before it and the canonical bytes of an entry, see
 * {@link CanonicalEntry}. Whoever knows the link of one entry can tell whether any entry before it was changed, dropped,
 * added or moved.
 *
 * @param first bytes 0 to 7, big-endian
 * @param second bytes 8 to 15
 * @param third bytes 16 to 23
 * @param fourth bytes 24 to 31
 */
public record Chain(long first, long second, long third, long fourth) {

    /** Length of a link in bytes. */
    public static final int BYTES = 32;

    /** What stands before the first entry: 32 zero bytes. */
    public static final Chain START = new Chain(0, 0, 0, 0);

    /** @throws IllegalArgumentException if there are not 32 bytes */
    public static Chain of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("a chain has 32 bytes, not " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new Chain(in.getLong(), in.getLong(), in.getLong(), in.getLong());
    }

    public byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putLong(first)
                .putLong(second)
                .putLong(third)
                .putLong(fourth)
                .array();
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return String.format("%016x%016x%016x%016x", first, second, third, fourth);
    }
}
