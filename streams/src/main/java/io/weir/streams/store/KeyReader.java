package io.weir.streams.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import org.apache.kafka.common.utils.Bytes;

/** Takes a key apart in the order in which {@link KeyWriter} has built it. */
final class KeyReader {
    private final ByteBuffer bytes;

    KeyReader(Bytes key) {
        this.bytes = ByteBuffer.wrap(key.get());
    }

    byte tag() {
        return bytes.get();
    }

    String text() {
        byte[] utf8 = new byte[bytes.getInt()];
        bytes.get(utf8);
        return new String(utf8, UTF_8);
    }

    long number() {
        return bytes.getLong() ^ Long.MIN_VALUE;
    }

    Bytes rest() {
        byte[] rest = new byte[bytes.remaining()];
        bytes.get(rest);
        return Bytes.wrap(rest);
    }
}
