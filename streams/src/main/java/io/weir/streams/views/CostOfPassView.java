package io.weir.streams.views;

import static io.weir.streams.views.View.required;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.streams.store.ExpiringRecords;
import io.weir.streams.store.RecordKind;
import io.weir.streams.store.StoredRecord;
import io.weir.streams.store.ViewStores;
import io.weir.v1.Aggregate;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

/**
 * Aggregates by slice and window. The writer upserts at least once, so an older revision may come after a newer one: it is
 * dropped. A cell of a window expires by the end of its window, a cumulative figure never.
 */
final class CostOfPassView implements View<Aggregate> {
    private final ExpiringRecords aggregates;
    private final AvroWire wire;
    private final Topic<Aggregate> topic;

    CostOfPassView(Stores stores, AvroWire wire, Topic<Aggregate> topic) {
        aggregates = new ExpiringRecords(
                RecordKind.AGGREGATE, stores.get(ViewStores.COST_OF_PASS), stores.get(ViewStores.COST_OF_PASS_BY_TIME));
        this.wire = wire;
        this.topic = topic;
    }

    @Override
    public long expiresByMicros(Aggregate aggregate) {
        Instant end = aggregate.getWindowEnd();
        return end == null ? StoredRecord.NEVER_EXPIRES : ViewKeys.micros(end);
    }

    @Override
    public void fold(Aggregate aggregate, StoredRecord stored) {
        String window = required("window", aggregate.getWindow());
        Bytes key = ViewKeys.aggregate(aggregate);
        Optional<StoredRecord> held = aggregates.get(key);
        if (held.isEmpty() || revision(held.get()) <= aggregate.getRevision()) {
            aggregates.put(window, key, stored, held);
        }
    }

    private long revision(StoredRecord held) {
        return wire.decode(topic, held.value()).getRevision();
    }

    @Override
    public void purge(long cutoffMicros) {
        aggregates.purge(cutoffMicros);
    }
}
