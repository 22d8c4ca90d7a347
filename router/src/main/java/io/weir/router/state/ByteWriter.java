package io.weir.router.state;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes the fields of a stored value one after another: integers as zigzag varints (small ones take a byte), doubles as their
 * 8 bytes, texts as UTF-8 after their length. The buffer grows, and is used again after {@link #clear}.
 */
final class ByteWriter {

    private static final int LONGEST_VARINT = 10;
    /** Characters of a text whose length takes one byte. */
    private static final int SHORT = 63;

    private static final char MOST_ASCII = 0x7F;
    /** A buffer that a rare large value has grown beyond this is not kept, bytes. */
    private static final int LARGEST_KEPT = 256 << 10;

    private static final int FIRST = 1 << 10;

    private byte[] buffer = new byte[FIRST];
    private int position;

    /** Begins a value anew. */
    ByteWriter clear() {
        position = 0;
        if (buffer.length > LARGEST_KEPT) {
            buffer = new byte[FIRST];
        }
        return this;
    }

    /** One byte, such as the version that a form begins with. */
    ByteWriter tag(int value) {
        ensure(1);
        buffer[position++] = (byte) value;
        return this;
    }

    ByteWriter longs(long value) {
        ensure(LONGEST_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            buffer[position++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        buffer[position++] = (byte) rest;
        return this;
    }

    ByteWriter longs(long... values) {
        for (long value : values) {
            longs(value);
        }
        return this;
    }

    ByteWriter ints(int value) {
        return longs(value);
    }

    ByteWriter doubles(double value) {
        return fixed(Double.doubleToRawLongBits(value));
    }

    /** Eight bytes each, whatever the value: for hashes, which have no small ones. */
    ByteWriter fixed(long... values) {
        for (long value : values) {
            fixed(value);
        }
        return this;
    }

    private ByteWriter fixed(long bits) {
        ensure(Long.BYTES);
        for (int shift = Long.SIZE - Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
            buffer[position++] = (byte) (bits >>> shift);
        }
        return this;
    }

    ByteWriter doubles(double... values) {
        for (double value : values) {
            doubles(value);
        }
        return this;
    }

    ByteWriter bool(boolean value) {
        return tag(value ? 1 : 0);
    }

    ByteWriter text(String value) {
        return value.length() <= SHORT && ascii(value) ? this : block(value.getBytes(StandardCharsets.UTF_8));
    }

    /** Short ASCII without an array between; writes nothing where the text is something else. */
    private boolean ascii(String value) {
        int length = value.length();
        ensure(length + 1);
        byte[] to = buffer;
        int from = position + 1;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c > MOST_ASCII) {
                return false;
            }
            to[from + i] = (byte) c;
        }
        to[position] = (byte) (length << 1); // zigzag, one byte
        position = from + length;
        return true;
    }

    /** Bytes of another writer, after their length. */
    ByteWriter block(byte[] bytes) {
        longs(bytes.length);
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, position, bytes.length);
        position += bytes.length;
        return this;
    }

    /** What another writer holds, after its length. */
    ByteWriter block(ByteWriter other) {
        longs(other.position);
        ensure(other.position);
        System.arraycopy(other.buffer, 0, buffer, position, other.position);
        position += other.position;
        return this;
    }

    ByteWriter texts(Collection<String> values) {
        return list(values, this::text);
    }

    ByteWriter textMap(Map<String, String> values) {
        return list(values.entrySet(), entry -> text(entry.getKey()).text(entry.getValue()));
    }

    <T> ByteWriter list(Collection<T> values, Consumer<T> write) {
        ints(values.size());
        values.forEach(write);
        return this;
    }

    <T> ByteWriter optional(@Nullable T value, Consumer<T> write) {
        bool(value != null);
        if (value != null) {
            write.accept(value);
        }
        return this;
    }

    /** All that was written since {@link #clear}. */
    byte[] bytes() {
        return Arrays.copyOf(buffer, position);
    }

    private void ensure(int more) {
        if (buffer.length - position < more) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, position + more));
        }
    }
}
