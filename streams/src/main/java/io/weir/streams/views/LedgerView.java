package io.weir.streams.views;

import static io.weir.streams.views.View.required;

import io.weir.streams.store.ExpiringRecords;
import io.weir.streams.store.RecordKind;
import io.weir.streams.store.StoredRecord;
import io.weir.streams.store.ViewStores;
import io.weir.v1.LedgerEntry;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/** Ledger entries of a query in order, and the views of the accounts that they touch. */
final class LedgerView implements View<LedgerEntry> {
    private final ExpiringRecords entries;
    private final KeyValueStore<Bytes, byte[]> accounts;

    LedgerView(Stores stores) {
        entries = new ExpiringRecords(
                RecordKind.LEDGER_ENTRY, stores.get(ViewStores.LEDGER), stores.get(ViewStores.RECORDS_BY_TIME));
        accounts = stores.get(ViewStores.ACCOUNTS);
    }

    @Override
    public long expiresByMicros(LedgerEntry entry) {
        return ViewKeys.micros(entry.getAt());
    }

    @Override
    public void fold(LedgerEntry entry, StoredRecord stored) {
        String account = required("account", entry.getAccount());
        // All sums before any put: one that overflows leaves the entry out of every account.
        Map<Bytes, AccountView> after = new LinkedHashMap<>();
        for (String touched : AccountView.touchedBy(entry)) {
            Bytes key = ViewKeys.account(touched);
            after.put(key, view(touched, key).plus(entry, stored.offset()));
        }
        after.forEach((key, view) -> accounts.put(key, ViewCodec.ACCOUNT.encode(view)));
        String queryId = entry.getQueryId();
        if (queryId != null) {
            String tenant = ViewKeys.tenantOf(account);
            // A key holds one offset, and an offset one record: what could be there is this very record.
            entries.put(tenant, ViewKeys.ofQuery(tenant, queryId, stored.offset()), stored, Optional.empty());
        }
    }

    private AccountView view(String account, Bytes key) {
        byte[] stored = accounts.get(key);
        return stored == null ? AccountView.unknown(account) : ViewCodec.ACCOUNT.decode(stored);
    }

    @Override
    public void purge(long cutoffMicros) {
        entries.purge(cutoffMicros);
    }
}
