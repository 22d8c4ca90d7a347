package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Kafka headers of a record: CloudEvents 1.0 (Kafka protocol binding, binary mode) and W3C trace context.
 *
 * <p>Header values are UTF-8. CloudEvents allows no control characters, but a query id may hold any: {@link #cloudEvent}
 * writes such characters of the id, and {@code %}, as percent-encoded UTF-8, so that different ids stay different.
 *
 * @see <a href="https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/kafka-protocol-binding.md">binding</a>
 * @see <a href="https://www.w3.org/TR/trace-context/#traceparent-header">traceparent</a>
 */
public final class EventHeaders {
    /** Media type of a value in Confluent's wire format. */
    public static final String CONTENT_TYPE = "application/avro";

    private static final String TRACEPARENT = "traceparent";
    private static final byte[] SPEC_VERSION = "1.0".getBytes(UTF_8);
    private static final byte[] CONTENT_TYPE_BYTES = CONTENT_TYPE.getBytes(UTF_8);
    /** Of version 00: version, trace id, parent id and flags, with a dash between. */
    private static final int TRACEPARENT_LENGTH = 55;
    /** Of later versions, which may go on: it is copied to every record of its query. */
    private static final int LONGEST_TRACEPARENT = 256;

    private EventHeaders() {}

    /**
     * Describes the record as a CloudEvent; replaces what a former call wrote.
     *
     * @param id unique within the source, not empty
     * @param source URI-reference of the process or context, such as {@code /weir/router}, not empty
     * @param type such as {@code io.weir.result.v1}, not empty
     * @param time when it happened; written as RFC 3339 in UTC
     */
    public static void cloudEvent(Headers headers, String id, String source, String type, Instant time) {
        set(headers, "ce_specversion", SPEC_VERSION);
        set(headers, "ce_id", id(id));
        set(headers, "ce_source", strict("source", source));
        set(headers, "ce_type", strict("type", type));
        set(headers, "ce_time", time.toString().getBytes(UTF_8));
        set(headers, "content-type", CONTENT_TYPE_BYTES);
    }

    /** Value of an attribute of the CloudEvent, such as {@code id} or {@code type}, as it stands in the header. */
    public static Optional<String> cloudEventAttribute(Headers headers, String name) {
        return text(headers, "ce_" + name);
    }

    /** Trace context of the record; empty where there is none or it breaks the grammar. Of several the last counts. */
    public static Optional<String> traceparent(Headers headers) {
        return text(headers, TRACEPARENT).filter(EventHeaders::isTraceparent);
    }

    /**
     * Sets the trace context of the record.
     *
     * @throws IllegalArgumentException if the value breaks the grammar; names it
     */
    public static void traceparent(Headers headers, String value) {
        if (!isTraceparent(value)) {
            throw new IllegalArgumentException("traceparent breaks the W3C grammar: '" + value + "'");
        }
        set(headers, TRACEPARENT, value.getBytes(UTF_8));
    }

    /** Whether a text is a trace context. Versions above 00 may go on after a dash, to 256 characters; ff and ids of zeros are invalid. */
    public static boolean isTraceparent(String value) {
        if (value.length() < TRACEPARENT_LENGTH
                || value.length() > LONGEST_TRACEPARENT
                || value.charAt(2) != '-'
                || value.charAt(35) != '-'
                || value.charAt(52) != '-') {
            return false;
        }
        boolean ends = value.length() == TRACEPARENT_LENGTH
                || (!value.startsWith("00") && value.charAt(TRACEPARENT_LENGTH) == '-');
        return ends
                && isHex(value, 0, 2)
                && !value.startsWith("ff")
                && isHex(value, 3, 35)
                && !isZeros(value, 3, 35)
                && isHex(value, 36, 52)
                && !isZeros(value, 36, 52)
                && isHex(value, 53, 55);
    }

    private static boolean isHex(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }

    private static boolean isZeros(String value, int from, int to) {
        for (int i = from; i < to; i++) {
            if (value.charAt(i) != '0') {
                return false;
            }
        }
        return true;
    }

    /** The id as it stands in its header. */
    static byte[] id(String id) {
        return escaped(required("id", id)).getBytes(UTF_8);
    }

    private static String required(String attribute, String value) {
        if (value.isEmpty()) {
            throw new IllegalArgumentException("ce_" + attribute + " must not be empty");
        }
        return value;
    }

    private static byte[] strict(String attribute, String value) {
        if (required(attribute, value).codePoints().anyMatch(EventHeaders::isForbidden)) {
            throw new IllegalArgumentException(
                    "ce_" + attribute + " holds a character that CloudEvents forbids: '" + escaped(value) + "'");
        }
        return value.getBytes(UTF_8);
    }

    /** Control characters, lone surrogates and code points that are no characters. */
    private static boolean isForbidden(int codePoint) {
        return Character.isISOControl(codePoint)
                || Character.getType(codePoint) == Character.SURROGATE
                || (codePoint & 0xFFFE) == 0xFFFE
                || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    private static String escaped(String id) {
        if (isPlain(id) || id.codePoints().noneMatch(c -> c == '%' || isForbidden(c))) {
            return id;
        }
        StringBuilder text = new StringBuilder(id.length() + 16);
        id.codePoints().forEach(c -> {
            if (c == '%' || isForbidden(c)) {
                percent(text, c);
            } else {
                text.appendCodePoint(c);
            }
        });
        return text.toString();
    }

    /** Printable ASCII without a percent sign, as nearly all ids are. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '%') {
                return false;
            }
        }
        return true;
    }

    private static void percent(StringBuilder text, int codePoint) {
        for (byte b : utf8(codePoint)) {
            text.append(String.format(Locale.ROOT, "%%%02X", b));
        }
    }

    /** A lone surrogate has no UTF-8 of its own: the three bytes that it would take, so that it stays distinct. */
    private static byte[] utf8(int codePoint) {
        if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
            return new byte[] {
                (byte) (0xE0 | (codePoint >> 12)),
                (byte) (0x80 | ((codePoint >> 6) & 0x3F)),
                (byte) (0x80 | (codePoint & 0x3F))
            };
        }
        return Character.toString(codePoint).getBytes(UTF_8);
    }

    private static Optional<String> text(Headers headers, String key) {
        Header header = headers.lastHeader(key);
        return header == null || header.value() == null
                ? Optional.empty()
                : Optional.of(new String(header.value(), UTF_8));
    }

    private static void set(Headers headers, String key, byte[] value) {
        headers.remove(key).add(key, value);
    }
}
