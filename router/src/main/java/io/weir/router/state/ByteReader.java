package io.weir.router.state;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote, in the same order. */
final class ByteReader {

    private final byte[] bytes;
    private int position;

    ByteReader(byte[] bytes) {
        this.bytes = bytes;
    }

    boolean hasMore() {
        return position < bytes.length;
    }

    int tag() {
        return bytes[position++];
    }

    /**
     * The version that a form begins with.
     *
     * @throws IllegalStateException where it is another than the one that is known: what it would hold is not guessed at
     */
    ByteReader version(String form, int known) {
        int version = tag();
        if (version != known) {
            throw new IllegalStateException("stored " + form + " of version " + version + ", known is " + known);
        }
        return this;
    }

    long longs() {
        long zigzag = 0;
        int shift = 0;
        byte b;
        do {
            b = bytes[position++];
            zigzag |= (b & 0x7FL) << shift;
            shift += 7;
        } while (b < 0);
        return (zigzag >>> 1) ^ -(zigzag & 1);
    }

    int ints() {
        return (int) longs();
    }

    double doubles() {
        return Double.longBitsToDouble(fixed());
    }

    long fixed() {
        long bits = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            bits = (bits << Byte.SIZE) | (bytes[position++] & 0xFFL);
        }
        return bits;
    }

    boolean bool() {
        return tag() != 0;
    }

    String text() {
        int length = ints();
        String text = new String(bytes, position, length, StandardCharsets.UTF_8);
        position += length;
        return text;
    }

    byte[] block() {
        int length = ints();
        byte[] block = Arrays.copyOfRange(bytes, position, position + length);
        position += length;
        return block;
    }

    Set<String> textSet() {
        return new HashSet<>(list(this::text));
    }

    Map<String, String> textMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = ints(); i > 0; i--) {
            map.put(text(), text());
        }
        return map;
    }

    <T> List<T> list(Supplier<T> read) {
        int size = ints();
        List<T> list = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            list.add(read.get());
        }
        return list;
    }

    <T> @Nullable T optional(Supplier<T> read) {
        return bool() ? read.get() : null;
    }
}
