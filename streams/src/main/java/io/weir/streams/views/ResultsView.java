package io.weir.streams.views;

import static io.weir.streams.views.View.required;

import io.weir.streams.store.ExpiringRecords;
import io.weir.streams.store.RecordKind;
import io.weir.streams.store.StoredRecord;
import io.weir.streams.store.ViewStores;
import io.weir.v1.Result;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Results by (tenant, query), and sums by tenant. A query has one terminal result: should another one come, the first
 * stays, in the store as in the sums.
 */
final class ResultsView implements View<Result> {
    private final ExpiringRecords results;
    private final KeyValueStore<Bytes, byte[]> tenants;

    ResultsView(Stores stores) {
        results = new ExpiringRecords(
                RecordKind.RESULT, stores.get(ViewStores.RESULTS), stores.get(ViewStores.RECORDS_BY_TIME));
        tenants = stores.get(ViewStores.TENANTS);
    }

    @Override
    public long expiresByMicros(Result result) {
        return ViewKeys.micros(result.getAt());
    }

    @Override
    public void fold(Result result, StoredRecord stored) {
        String tenant = required("tenant", result.getTenant());
        Bytes key = ViewKeys.query(tenant, required("query_id", result.getQueryId()));
        Optional<StoredRecord> held = results.get(key);
        if (held.isPresent() && held.get().offset() != stored.offset()) {
            return;
        }
        // Sums first: one that overflows leaves the result out of both.
        TenantView sums = sums(tenant).plus(result, stored.offset());
        results.put(tenant, key, stored, held);
        tenants.put(ViewKeys.tenant(tenant), ViewCodec.TENANT.encode(sums));
    }

    private TenantView sums(String tenant) {
        byte[] stored = tenants.get(ViewKeys.tenant(tenant));
        return stored == null ? TenantView.unknown(tenant) : ViewCodec.TENANT.decode(stored);
    }

    @Override
    public void purge(long cutoffMicros) {
        results.purge(cutoffMicros);
    }
}
