package io.weir.flink;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record of weir.outcomes that could not be taken, on its way to the dead letters.
 *
 * <p>A class with public fields, not a record: it carries arrays, and a record with arrays lies about equality.
 */
public final class RefusedRecord {
    /** Beyond 3 MiB what came is left out of the dead letter, which must fit 4 MiB itself; its coordinates lead to it. */
    static final int MOST_BYTES = 3 << 20;

    /** Partition of weir.outcomes. */
    public int partition;
    /** Offset in it. */
    public long offset;
    /** Its key as it came. */
    public byte @Nullable [] key;
    /** Its value as it came. */
    public byte @Nullable [] value;
    /** Its headers; of several with one name the last. */
    public Map<String, byte[]> headers = new HashMap<>();
    /** Machine-readable reason. */
    public String code = "";
    /** Field at fault, where one is. */
    public @Nullable String field;
    /** The reason in one sentence. */
    public String reason = "";
    /** Tenant, where the record could be read; empty otherwise. */
    public String tenant = "";
    /** When it was refused, microseconds since the epoch. */
    public long refusedMicros;

    /** What a record is refused as, without a field and a tenant. */
    static RefusedRecord of(ConsumerRecord<byte[], byte @Nullable []> record, Instant now, String code, String reason) {
        RefusedRecord refused = new RefusedRecord();
        refused.partition = record.partition();
        refused.offset = record.offset();
        refused.code = code;
        refused.reason = reason;
        refused.refusedMicros = EventTime.micros(now);
        if (sizeOf(record) <= MOST_BYTES) {
            refused.copy(record);
        }
        return refused;
    }

    private static long sizeOf(ConsumerRecord<byte[], byte @Nullable []> record) {
        long size = Math.max(0, record.serializedKeySize()) + (long) Math.max(0, record.serializedValueSize());
        for (Header header : record.headers()) {
            size += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return size;
    }

    private void copy(ConsumerRecord<byte[], byte @Nullable []> record) {
        key = record.key();
        value = record.value();
        for (Header header : record.headers()) {
            headers.put(header.key(), header.value() == null ? new byte[0] : header.value());
        }
    }
}
