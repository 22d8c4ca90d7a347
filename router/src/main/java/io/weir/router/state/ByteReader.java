package io.weir.router.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ByteWriter} wrote, in the same order. */
final class ByteReader {

    private final ByteBuffer buffer;

    ByteReader(byte[] bytes) {
        buffer = ByteBuffer.wrap(bytes);
    }

    long longs() {
        return buffer.getLong();
    }

    int ints() {
        return buffer.getInt();
    }

    double doubles() {
        return buffer.getDouble();
    }

    boolean bool() {
        return buffer.get() != 0;
    }

    String text() {
        int length = buffer.getInt();
        String text = new String(buffer.array(), buffer.position(), length, StandardCharsets.UTF_8);
        buffer.position(buffer.position() + length);
        return text;
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
