package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The CloudEvents headers of records of one source and type, of which only id and time differ from record to record: the rest is
 * checked and encoded once. Writes what {@link EventHeaders#cloudEvent} writes. Not thread-safe.
 */
public final class EventTemplate {

    private static final Header CONTENT_TYPE =
            new RecordHeader("content-type", EventHeaders.CONTENT_TYPE.getBytes(UTF_8));

    private final Header specVersion;
    private final Header source;
    private final Header type;
    /** Records of one moment follow one another: its text is made once. */
    private long lastMillis = Long.MIN_VALUE;

    private Header lastTime = CONTENT_TYPE;

    /**
     * @param source as {@link EventHeaders#cloudEvent} takes it
     * @param type as it takes it
     */
    public EventTemplate(String source, String type) {
        RecordHeaders headers = new RecordHeaders();
        EventHeaders.cloudEvent(headers, "id", source, type, Instant.EPOCH);
        this.specVersion = headers.lastHeader("ce_specversion");
        this.source = headers.lastHeader("ce_source");
        this.type = headers.lastHeader("ce_type");
    }

    /**
     * Headers of one record.
     *
     * @param id unique within the source, not empty
     * @param atMillis when it happened, milliseconds since the epoch
     * @param traceparent trace context; empty where there is none
     * @throws IllegalArgumentException if the trace context breaks the grammar; names it
     */
    public RecordHeaders headers(String id, long atMillis, String traceparent) {
        if (atMillis != lastMillis) {
            lastTime = new RecordHeader(
                    "ce_time", Instant.ofEpochMilli(atMillis).toString().getBytes(UTF_8));
            lastMillis = atMillis;
        }
        Header ceId = new RecordHeader("ce_id", EventHeaders.id(id));
        RecordHeaders headers =
                new RecordHeaders(new Header[] {specVersion, ceId, source, type, lastTime, CONTENT_TYPE});
        if (!traceparent.isEmpty()) {
            EventHeaders.traceparent(headers, traceparent);
        }
        return headers;
    }
}
