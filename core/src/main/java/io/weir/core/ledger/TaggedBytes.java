package io.weir.core.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * Writes tagged values: a byte that names the field, then its value. Numbers are 8 bytes, big-endian; texts, bytes and records
 * are preceded by their length in 4 bytes, big-endian. Not thread-safe; grows as needed and is used again.
 */
final class TaggedBytes {

    /** Above it lies only what is rare, such as a seal: a buffer that has grown beyond is not kept, bytes. */
    private static final int LARGEST_KEPT = 64 << 10;

    private byte[] bytes = new byte[2 << 10];
    private int size;

    void clear() {
        size = 0;
        if (bytes.length > LARGEST_KEPT) {
            bytes = new byte[2 << 10];
        }
    }

    byte[] buffer() {
        return bytes;
    }

    int size() {
        return size;
    }

    void raw(Chain chain) {
        ensure(Chain.BYTES);
        put8(chain.first());
        put8(chain.second());
        put8(chain.third());
        put8(chain.fourth());
    }

    void number(int tag, long value) {
        ensure(9);
        bytes[size++] = (byte) tag;
        put8(value);
    }

    void numberUnlessZero(int tag, long value) {
        if (value != 0) {
            number(tag, value);
        }
    }

    void flag(int tag, boolean value) {
        ensure(2);
        bytes[size++] = (byte) tag;
        bytes[size++] = (byte) (value ? 1 : 0);
    }

    void text(int tag, String value) {
        int length = value.length();
        ensure(5 + length);
        int start = size;
        bytes[size] = (byte) tag;
        size += 5;
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c >= 0x80) {
                encoded(start, tag, value);
                return;
            }
            bytes[size++] = (byte) c;
        }
        put4(start + 1, length);
    }

    void textUnlessEmpty(int tag, String value) {
        if (!value.isEmpty()) {
            text(tag, value);
        }
    }

    /** Text that is not ASCII. */
    private void encoded(int start, int tag, String value) {
        size = start;
        raw(tag, value.getBytes(UTF_8));
    }

    private void raw(int tag, byte[] value) {
        ensure(5 + value.length);
        bytes[size] = (byte) tag;
        put4(size + 1, value.length);
        System.arraycopy(value, 0, bytes, size + 5, value.length);
        size += 5 + value.length;
    }

    void chain(int tag, Chain chain) {
        ensure(5 + Chain.BYTES);
        bytes[size] = (byte) tag;
        put4(size + 1, Chain.BYTES);
        size += 5;
        raw(chain);
    }

    /** Begins a record; {@link #end} closes it. */
    int begin(int tag) {
        ensure(5);
        bytes[size] = (byte) tag;
        size += 5;
        return size;
    }

    void end(int begun) {
        put4(begun - 4, size - begun);
    }

    private void put8(long value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >>> shift);
        }
    }

    private void put4(int at, int value) {
        bytes[at] = (byte) (value >>> 24);
        bytes[at + 1] = (byte) (value >>> 16);
        bytes[at + 2] = (byte) (value >>> 8);
        bytes[at + 3] = (byte) value;
    }

    private void ensure(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }
}
