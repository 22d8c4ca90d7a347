package io.weir.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Builds a key whose order in bytes is the order of its parts. */
public final class KeyWriter {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);

    /** Text by its UTF-8 length and bytes: "a","bc" and "ab","c" are two keys, and texts of one length are in order. */
    public KeyWriter text(String text) {
        byte[] utf8 = text.getBytes(UTF_8);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(utf8.length).array());
        bytes.writeBytes(utf8);
        return this;
    }

    /** Number with its sign bit turned, so that unsigned order of bytes is order of numbers. */
    public KeyWriter number(long number) {
        bytes.writeBytes(
                ByteBuffer.allocate(Long.BYTES).putLong(number ^ Long.MIN_VALUE).array());
        return this;
    }

    /** One byte. */
    public KeyWriter tag(byte tag) {
        bytes.write(tag);
        return this;
    }

    /** The rest, as it is. */
    public KeyWriter rest(Bytes rest) {
        bytes.writeBytes(rest.get());
        return this;
    }

    public Bytes toBytes() {
        return Bytes.wrap(bytes.toByteArray());
    }
}
