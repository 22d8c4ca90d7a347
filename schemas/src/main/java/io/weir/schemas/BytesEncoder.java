package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Avro's binary encoding (Avro 1.12 specification, "Binary Encoding") into an array that grows and is used again. */
final class BytesEncoder {
    private static final int FIRST = 1 << 10;
    /** An array that a rare large record has grown beyond this is not kept, bytes. */
    private static final int LARGEST_KEPT = 256 << 10;

    private static final int LONGEST_VARINT = 10;
    /** Characters of a text whose length takes one byte. */
    private static final int SHORT = 63;

    private static final char MOST_ASCII = 0x7F;

    private byte[] bytes = new byte[FIRST];
    private int position;

    /** Begins anew. */
    void clear() {
        position = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[FIRST];
        }
    }

    /** What was written since it began. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, position);
    }

    void writeByte(int value) {
        ensure(1);
        bytes[position++] = (byte) value;
    }

    void writeLong(long value) {
        ensure(LONGEST_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        byte[] to = bytes;
        int at = position;
        while ((rest & ~0x7FL) != 0) {
            to[at++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        to[at++] = (byte) rest;
        position = at;
    }

    void writeDouble(double value) {
        ensure(Double.BYTES);
        long bits = Double.doubleToRawLongBits(value);
        for (int i = 0; i < Double.BYTES; i++) {
            bytes[position++] = (byte) (bits >>> (Byte.SIZE * i));
        }
    }

    void writeString(String text) {
        if (text.length() > SHORT || !writeAscii(text)) {
            write(text.getBytes(UTF_8));
        }
    }

    /** Short ASCII without an array between; writes nothing where the text is something else. */
    private boolean writeAscii(String text) {
        int length = text.length();
        ensure(length + 1);
        byte[] to = bytes;
        int from = position + 1;
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c > MOST_ASCII) {
                return false;
            }
            to[from + i] = (byte) c;
        }
        to[position] = (byte) (length << 1); // zigzag, one byte
        position = from + length;
        return true;
    }

    void writeBytes(ByteBuffer value) {
        byte[] copy = new byte[value.remaining()];
        value.duplicate().get(copy);
        write(copy);
    }

    private void write(byte[] value) {
        writeLong(value.length);
        ensure(value.length);
        System.arraycopy(value, 0, bytes, position, value.length);
        position += value.length;
    }

    private void ensure(int more) {
        if (bytes.length - position < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, position + more));
        }
    }
}
