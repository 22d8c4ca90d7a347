package io.weir.router.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes the fields of a stored value one after another, in a buffer that grows. */
final class ByteWriter {

    private ByteBuffer buffer = ByteBuffer.allocate(512);

    ByteWriter longs(long... values) {
        ensure(values.length * Long.BYTES);
        for (long value : values) {
            buffer.putLong(value);
        }
        return this;
    }

    ByteWriter ints(int value) {
        ensure(Integer.BYTES);
        buffer.putInt(value);
        return this;
    }

    ByteWriter doubles(double... values) {
        ensure(values.length * Double.BYTES);
        for (double value : values) {
            buffer.putDouble(value);
        }
        return this;
    }

    ByteWriter bool(boolean value) {
        ensure(1);
        buffer.put((byte) (value ? 1 : 0));
        return this;
    }

    ByteWriter text(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        ensure(Integer.BYTES + bytes.length);
        buffer.putInt(bytes.length).put(bytes);
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

    byte[] bytes() {
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private void ensure(int more) {
        if (buffer.remaining() < more) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(buffer.capacity() * 2, buffer.position() + more));
            larger.put(buffer.flip());
            buffer = larger;
        }
    }
}
