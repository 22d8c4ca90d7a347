package io.weir.schemas.codec;

import io.weir.core.admission.Violation;
import io.weir.schemas.WireException;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records that cannot be taken, as they came, with the reason. */
public final class DeadLetters {

    /**
     * Bytes of a record that are kept, key, value and headers together: what is larger could not be produced again anyway, but
     * compressed, and its letter must fit its topic.
     */
    private static final int KEPT_BYTES = 3 << 20;

    /** Bytes of a key that are kept where the record is larger than that. */
    private static final int KEY_BYTES = 64 << 10;

    /** Bytes that a header takes in a letter beside its name and value, at most. */
    private static final int HEADER_BYTES = 16;

    /** Characters of a reason that are kept. */
    private static final int MAX_REASON = 1_000;

    /** Bytes of an unreadable value that are shown. */
    private static final int SHOWN_BYTES = 16;

    /** Code of the last letter of a record that waited for its schema and was then taken. */
    public static final String HOMED = "homed";

    /** Code of the last letter of a record that somebody sent to its topic again. */
    public static final String REDRIVEN = "redriven";

    private DeadLetters() {}

    /** Whether the record of a letter is still tried again. */
    public static boolean waits(DeadLetter letter) {
        return letter.getRetryAt() != null;
    }

    /** Letter of a value that cannot be read: names the schema id at fault, else the value by its first bytes. */
    public static DeadLetter of(
            Coordinates source, byte @Nullable [] key, byte @Nullable [] value, Headers headers, WireException error) {
        boolean schema = error.kind() == WireException.Kind.UNKNOWN_SCHEMA
                || error.kind() == WireException.Kind.WRONG_TYPE
                || error.kind() == WireException.Kind.REGISTRY_UNAVAILABLE;
        boolean named = schema && error.schemaId().isPresent();
        return of(
                source,
                key,
                value,
                headers,
                error.kind().code(),
                named ? "schema_id" : "value",
                named ? Integer.toString(error.schemaId().getAsInt()) : shown(value),
                String.valueOf(error.getMessage()));
    }

    private static String shown(byte @Nullable [] value) {
        if (value == null) {
            return "null";
        }
        String start = HexFormat.of().formatHex(value, 0, Math.min(value.length, SHOWN_BYTES));
        return "0x" + start + (value.length > SHOWN_BYTES ? "… (" + value.length + " bytes)" : "");
    }

    /** Id of the letters of a record: its place, so a repeat has the same. */
    public static String id(Coordinates source) {
        return source.getTopic() + "/" + source.getPartition() + "/" + source.getOffset();
    }

    /** Whether a letter keeps all of a record; what was cut cannot be tried again. */
    public static boolean isWhole(byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        long bytes = length(key) + length(value);
        for (Header header : headers) {
            bytes += length(header);
        }
        return bytes <= KEPT_BYTES;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static long length(Header header) {
        return header.key().getBytes(StandardCharsets.UTF_8).length + length(header.value()) + HEADER_BYTES;
    }

    /**
     * Puts a record into its letter: whole where it fits, else the starts of key and value and the headers that still fit, and
     * the reason says what was left out.
     */
    public static void keep(DeadLetter letter, byte @Nullable [] key, byte @Nullable [] value, Headers headers) {
        boolean whole = isWhole(key, value, headers);
        int keyBytes = (int) (whole ? length(key) : Math.min(length(key), KEY_BYTES));
        int valueBytes = (int) Math.min(length(value), KEPT_BYTES - keyBytes);
        letter.setRecordKey(key == null ? null : ByteBuffer.wrap(key, 0, keyBytes));
        letter.setRecordValue(value == null ? null : ByteBuffer.wrap(value, 0, valueBytes));
        long left = (long) KEPT_BYTES - keyBytes - valueBytes;
        long leftOut = 0;
        Map<String, ByteBuffer> kept = new HashMap<>();
        for (Header header : headers) {
            long bytes = length(header);
            if (bytes > left) {
                leftOut += bytes;
            } else {
                left -= bytes;
                kept.put(header.key(), ByteBuffer.wrap(header.value() == null ? new byte[0] : header.value()));
            }
        }
        letter.setRecordHeaders(kept);
        if (!whole) {
            letter.setReason(letter.getReason() + " (kept of the record: " + keyBytes + " of " + length(key)
                    + " bytes of its key, " + valueBytes + " of " + length(value) + " of its value, all but " + leftOut
                    + " of its headers)");
        }
    }

    public static DeadLetter of(
            Coordinates source,
            byte @Nullable [] key,
            byte @Nullable [] value,
            Headers headers,
            String code,
            @Nullable String field,
            @Nullable String fieldValue,
            String reason) {
        DeadLetter letter = new DeadLetter();
        letter.setId(id(source));
        letter.setSource(source);
        letter.setCode(code);
        letter.setField(field);
        letter.setValue(fieldValue);
        letter.setReason(Violation.excerpt(reason, MAX_REASON));
        keep(letter, key, value, headers);
        letter.setTenant("");
        return letter;
    }
}
