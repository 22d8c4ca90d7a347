package io.weir.streams.store;

import org.apache.kafka.common.utils.Bytes;

/**
 * Key of the order by time: kind, group, time, then the key of the record itself.
 *
 * @param group what is listed together: the tenant, or the window of an aggregate
 * @param atMicros event time, microseconds since the epoch
 * @param recordKey key of the record in its own store
 */
public record TimeKey(RecordKind kind, String group, long atMicros, Bytes recordKey) {

    /** The key in the store by time. */
    public Bytes toBytes() {
        return timed(kind, group, atMicros).rest(recordKey).toBytes();
    }

    /** Takes a key of the store by time apart; the caller knows its kind, having ranged over that. */
    public static TimeKey of(RecordKind kind, Bytes key) {
        KeyReader reader = new KeyReader(key);
        byte tag = reader.tag();
        if (tag != kind.tag()) {
            throw new IllegalArgumentException("tag of a " + kind + " must be " + kind.tag() + ", is " + tag);
        }
        return new TimeKey(kind, reader.text(), reader.number(), reader.rest());
    }

    /** Before every key of the kind. */
    static Bytes startOf(RecordKind kind) {
        return new KeyWriter().tag(kind.tag()).toBytes();
    }

    /** Behind every key of the kind. */
    static Bytes endOf(RecordKind kind) {
        return new KeyWriter().tag((byte) (kind.tag() + 1)).toBytes();
    }

    /** Before every key of the group at this time or later, behind every earlier one. */
    public static Bytes from(RecordKind kind, String group, long atMicros) {
        return timed(kind, group, atMicros).toBytes();
    }

    /** Behind every key of the group: record keys begin with a length, so never with this byte. */
    public static Bytes endOf(RecordKind kind, String group) {
        return timed(kind, group, Long.MAX_VALUE).tag((byte) 0xFF).toBytes();
    }

    private static KeyWriter timed(RecordKind kind, String group, long atMicros) {
        return new KeyWriter().tag(kind.tag()).text(group).number(atMicros);
    }
}
