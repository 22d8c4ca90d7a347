package io.weir.streams.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Records of one kind by key, with their order by time.
 *
 * <p>Bound: what {@link #purge} is told to keep. Both stores change together in the stream thread only; after a crash a
 * record may be there without its time key, or the other way round, until its input is read again, which puts both.
 */
public final class ExpiringRecords {
    /** Most records that one purge deletes, so that it does not hold up the stream; the next one goes on. */
    public static final int PURGED_AT_ONCE = 10_000;

    private static final byte[] NOTHING = {};

    private final RecordKind kind;
    private final KeyValueStore<Bytes, byte[]> records;
    private final KeyValueStore<Bytes, byte[]> byTime;

    /**
     * Records over two stores.
     *
     * @param byTime may be shared with other kinds
     */
    public ExpiringRecords(RecordKind kind, KeyValueStore<Bytes, byte[]> records, KeyValueStore<Bytes, byte[]> byTime) {
        this.kind = kind;
        this.records = records;
        this.byTime = byTime;
    }

    /** The record of a key, where there is one. */
    public Optional<StoredRecord> get(Bytes key) {
        return Optional.ofNullable(records.get(key)).map(StoredRecord::of);
    }

    /** Puts a record in the place of {@code previous}, the one that {@link #get} has for this key. */
    public void put(String group, Bytes key, StoredRecord record, Optional<StoredRecord> previous) {
        previous.filter(old -> old.atMicros() != record.atMicros())
                .ifPresent(old -> byTime.delete(timeKey(group, old.atMicros(), key)));
        records.put(key, record.toBytes());
        if (record.atMicros() != StoredRecord.NEVER_EXPIRES) {
            byTime.put(timeKey(group, record.atMicros(), key), NOTHING);
        }
    }

    /**
     * Deletes what happened before a time, oldest first within each group.
     *
     * @param cutoffMicros microseconds since the epoch, exclusive
     * @return how many were deleted, {@link #PURGED_AT_ONCE} at most
     */
    public int purge(long cutoffMicros) {
        List<TimeKey> due = due(cutoffMicros);
        for (TimeKey key : due) {
            records.delete(key.recordKey());
            byTime.delete(key.toBytes());
        }
        return due.size();
    }

    /** Seeks from group to group and takes from each what is before the cut-off. */
    private List<TimeKey> due(long cutoffMicros) {
        List<TimeKey> due = new ArrayList<>();
        Optional<String> group = groupFrom(TimeKey.startOf(kind));
        while (group.isPresent() && due.size() < PURGED_AT_ONCE) {
            collect(group.get(), cutoffMicros, due);
            group = groupFrom(TimeKey.endOf(kind, group.get()));
        }
        return due;
    }

    private Optional<String> groupFrom(Bytes start) {
        try (KeyValueIterator<Bytes, byte[]> keys = byTime.range(start, TimeKey.endOf(kind))) {
            return keys.hasNext()
                    ? Optional.of(TimeKey.of(kind, keys.next().key).group())
                    : Optional.empty();
        }
    }

    private void collect(String group, long cutoffMicros, List<TimeKey> due) {
        Bytes start = TimeKey.from(kind, group, Long.MIN_VALUE);
        try (KeyValueIterator<Bytes, byte[]> keys = byTime.range(start, TimeKey.from(kind, group, cutoffMicros))) {
            while (keys.hasNext() && due.size() < PURGED_AT_ONCE) {
                KeyValue<Bytes, byte[]> next = keys.next();
                due.add(TimeKey.of(kind, next.key));
            }
        }
    }

    private Bytes timeKey(String group, long atMicros, Bytes key) {
        return new TimeKey(kind, group, atMicros, key).toBytes();
    }
}
