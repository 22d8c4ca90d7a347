package io.weir.schemas.codec;

import io.weir.core.admission.Violation;
import io.weir.schemas.WireException;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records that cannot be taken, as they came, with the reason. */
public final class DeadLetters {

    /** Bytes of a value that are kept: what is larger could not be produced again anyway. */
    private static final int MAX_VALUE_BYTES = 3 << 20;

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

    /** As much of a value as a dead letter keeps. */
    public static @Nullable ByteBuffer bounded(byte @Nullable [] value) {
        return value == null ? null : ByteBuffer.wrap(value, 0, Math.min(value.length, MAX_VALUE_BYTES));
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
        letter.setRecordKey(key == null ? null : ByteBuffer.wrap(key));
        letter.setRecordValue(bounded(value));
        Map<String, ByteBuffer> kept = new HashMap<>();
        for (Header header : headers) {
            kept.put(header.key(), ByteBuffer.wrap(header.value() == null ? new byte[0] : header.value()));
        }
        letter.setRecordHeaders(kept);
        letter.setCode(code);
        letter.setField(field);
        letter.setValue(fieldValue);
        letter.setReason(Violation.excerpt(reason, MAX_REASON));
        letter.setTenant("");
        return letter;
    }
}
