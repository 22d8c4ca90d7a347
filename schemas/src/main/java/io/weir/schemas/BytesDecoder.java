package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Avro's binary decoding (Avro 1.12 specification, "Binary Encoding") of one array whose bytes are not trusted.
 *
 * <p>Avro's own decoder makes room for a string or a collection of the length that the bytes claim, two gigabytes if they
 * say so, before it looks whether they are there. This one looks first: a length is at most the bytes that are left, and an
 * element of a collection takes at least one byte (Weir has no collections of empty elements). Text that is not UTF-8 is
 * refused, for an id repaired with U+FFFD could collide with another.
 */
final class BytesDecoder extends Decoder {
    private static final byte[] NONE = {};
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = NONE;
    private int position;

    /** Reads {@code bytes} from {@code position} on. */
    BytesDecoder over(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
        return this;
    }

    /** Lets the array go. */
    void release() {
        over(NONE, 0);
    }

    int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() throws IOException {
        byte value = bytes[take(1)];
        if (value != 0 && value != 1) {
            throw new AvroRuntimeException("a boolean is 0 or 1, is " + value);
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new AvroRuntimeException("an int has 32 bits, is " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long zigzag = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            byte b = bytes[take(1)];
            zigzag |= (b & 0x7FL) << (7 * i);
            if (b >= 0) {
                return (zigzag >>> 1) ^ -(zigzag & 1);
            }
        }
        throw new AvroRuntimeException("a long takes at most 10 bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return Double.longBitsToDouble(littleEndian(Double.BYTES));
    }

    private long littleEndian(int size) throws IOException {
        int from = take(size);
        long value = 0;
        for (int i = size - 1; i >= 0; i--) {
            value = (value << 8) | (bytes[from + i] & 0xFFL);
        }
        return value;
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = readLength();
        int from = take(length);
        String text = new String(bytes, from, length, UTF_8);
        // The replacement character may have been sent as such; only then is the text worth encoding again.
        if (text.indexOf('\uFFFD') >= 0
                && !Arrays.equals(text.getBytes(UTF_8), Arrays.copyOfRange(bytes, from, from + length))) {
            throw new AvroRuntimeException("a string is not UTF-8");
        }
        return text;
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = readLength();
        int from = take(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, from, from + length));
    }

    @Override
    public void skipBytes() throws IOException {
        take(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return readCount();
    }

    @Override
    public long arrayNext() throws IOException {
        return readCount();
    }

    @Override
    public long skipArray() throws IOException {
        return skipCollection();
    }

    @Override
    public long readMapStart() throws IOException {
        return readCount();
    }

    @Override
    public long mapNext() throws IOException {
        return readCount();
    }

    @Override
    public long skipMap() throws IOException {
        return skipCollection();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    /** Elements of the next block; a negative count is followed by the bytes of the block. */
    private long readCount() throws IOException {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLength();
        }
        return bounded(count);
    }

    /** Skips blocks that say their bytes; returns the elements of the first that does not, or 0 at the end. */
    private long skipCollection() throws IOException {
        long count = readLong();
        while (count < 0) {
            take(readLength());
            count = readLong();
        }
        return bounded(count);
    }

    private int readLength() throws IOException {
        return (int) bounded(readLong());
    }

    private long bounded(long length) throws IOException {
        if (length < 0) {
            throw new AvroRuntimeException("a length must not be negative, is " + length);
        }
        if (length > remaining()) {
            throw new EOFException(length + " bytes or elements announced, " + remaining() + " bytes left");
        }
        return length;
    }

    /** Moves on by {@code count} bytes that must be there; returns where they start. */
    private int take(int count) throws IOException {
        if (count > remaining()) {
            throw new EOFException(count + " bytes wanted, " + remaining() + " left");
        }
        int from = position;
        position += count;
        return from;
    }
}
