package io.weir.streams.views;

import static io.weir.streams.views.View.required;

import io.weir.streams.store.ExpiringRecords;
import io.weir.streams.store.RecordKind;
import io.weir.streams.store.StoredRecord;
import io.weir.streams.store.ViewStores;
import io.weir.v1.Decision;
import java.util.Optional;

/** Decisions of a query in the order in which the router took them. */
final class DecisionsView implements View<Decision> {
    private final ExpiringRecords decisions;

    DecisionsView(Stores stores) {
        decisions = new ExpiringRecords(
                RecordKind.DECISION, stores.get(ViewStores.DECISIONS), stores.get(ViewStores.RECORDS_BY_TIME));
    }

    @Override
    public long expiresByMicros(Decision decision) {
        return ViewKeys.micros(decision.getAt());
    }

    @Override
    public void fold(Decision decision, StoredRecord stored) {
        String tenant = required("tenant", decision.getTenant());
        String queryId = required("query_id", decision.getQueryId());
        // A key holds one offset, and an offset one record: what could be there is this very record.
        decisions.put(tenant, ViewKeys.ofQuery(tenant, queryId, stored.offset()), stored, Optional.empty());
    }

    @Override
    public void purge(long cutoffMicros) {
        decisions.purge(cutoffMicros);
    }
}
