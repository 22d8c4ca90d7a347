package io.weir.streams.query;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.streams.store.RecordKind;
import io.weir.streams.store.StoredRecord;
import io.weir.streams.store.TimeKey;
import io.weir.streams.store.ViewStores;
import io.weir.streams.views.AccountView;
import io.weir.streams.views.TenantView;
import io.weir.streams.views.ViewCodec;
import io.weir.streams.views.ViewKeys;
import io.weir.streams.views.ViewsTopology;
import io.weir.v1.Aggregate;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.BytesSerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the local views. Thread-safe. */
public final class ViewsQueries {
    private static final Comparator<Aggregate> BY_START_AND_SLICE = Comparator.comparing(
                    Aggregate::getWindowStart, Comparator.nullsFirst(Comparator.<Instant>naturalOrder()))
            .thenComparing(slice -> new TreeMap<>(slice.getSlice()).toString());

    private final ReadableStores stores;
    private final AvroWire wire;

    public ViewsQueries(ReadableStores stores, AvroWire wire) {
        this.stores = stores;
        this.wire = wire;
    }

    /** Everything kept about a query; empty lists and no result where there is nothing. */
    public QueryView query(String tenant, String queryId) {
        return new QueryView(result(tenant, queryId), decisions(tenant, queryId), ledger(tenant, queryId));
    }

    /** Result of a query. */
    public Optional<Result> result(String tenant, String queryId) {
        return read(ViewStores.RESULTS, results -> Optional.ofNullable(results.get(ViewKeys.query(tenant, queryId)))
                .map(stored -> decode(Topics.RESULTS, stored)));
    }

    /** Decisions of a query in the order in which they were taken. */
    public List<Decision> decisions(String tenant, String queryId) {
        return ofQuery(ViewStores.DECISIONS, Topics.DECISIONS, tenant, queryId);
    }

    /** Ledger entries of a query in the order of the ledger. */
    public List<LedgerEntry> ledger(String tenant, String queryId) {
        return ofQuery(ViewStores.LEDGER, Topics.LEDGER, tenant, queryId);
    }

    private <T extends SpecificRecord> List<T> ofQuery(String store, Topic<T> topic, String tenant, String queryId) {
        return read(
                store,
                records -> values(
                        records.prefixScan(ViewKeys.query(tenant, queryId), new BytesSerializer()),
                        stored -> decode(topic, stored)));
    }

    /**
     * Results of a tenant, latest first.
     *
     * @param limit how many at most
     */
    public List<Result> latestResults(String tenant, int limit) {
        List<Bytes> keys = read(ViewStores.RECORDS_BY_TIME, byTime -> {
            List<Bytes> latest = new ArrayList<>();
            Bytes start = TimeKey.from(RecordKind.RESULT, tenant, Long.MIN_VALUE);
            Bytes end = TimeKey.endOf(RecordKind.RESULT, tenant);
            try (KeyValueIterator<Bytes, byte[]> records = byTime.reverseRange(start, end)) {
                while (records.hasNext() && latest.size() < limit) {
                    latest.add(TimeKey.of(RecordKind.RESULT, records.next().key).recordKey());
                }
            }
            return latest;
        });
        return read(ViewStores.RESULTS, results -> keys.stream()
                .flatMap(key -> Optional.ofNullable(results.get(key)).stream())
                .map(stored -> decode(Topics.RESULTS, stored))
                .toList());
    }

    /** View of an account, by its path. */
    public Optional<AccountView> account(String path) {
        return read(ViewStores.ACCOUNTS, accounts -> Optional.ofNullable(accounts.get(ViewKeys.account(path)))
                .map(ViewCodec.ACCOUNT::decode));
    }

    /** Accounts of a tenant, by path. */
    public List<AccountView> accountsOf(String tenant) {
        List<AccountView> accounts = new ArrayList<>(account(tenant).stream().toList());
        accounts.addAll(read(
                ViewStores.ACCOUNTS,
                views -> values(
                        views.prefixScan(ViewKeys.account(tenant + "/"), new BytesSerializer()),
                        ViewCodec.ACCOUNT::decode)));
        return accounts;
    }

    /** Accounts of all tenants that are here, by path. */
    public List<AccountView> accounts() {
        List<AccountView> accounts =
                read(ViewStores.ACCOUNTS, views -> new ArrayList<>(values(views.all(), ViewCodec.ACCOUNT::decode)));
        accounts.sort(Comparator.comparing(AccountView::account));
        return accounts;
    }

    /** Sums over the results of a tenant. */
    public Optional<TenantView> tenant(String tenant) {
        return read(ViewStores.TENANTS, tenants -> Optional.ofNullable(tenants.get(ViewKeys.tenant(tenant)))
                .map(ViewCodec.TENANT::decode));
    }

    /** Sums over the results of each tenant that is here, by tenant. */
    public List<TenantView> tenants() {
        List<TenantView> tenants =
                read(ViewStores.TENANTS, views -> new ArrayList<>(values(views.all(), ViewCodec.TENANT::decode)));
        tenants.sort(Comparator.comparing(TenantView::tenant));
        return tenants;
    }

    /**
     * Cost-of-pass of every slice in a window that is here; the windows of one length in order of their start.
     *
     * @param window such as cumulative or 1m
     */
    public List<Aggregate> costOfPass(String window) {
        List<Aggregate> slices = read(
                ViewStores.COST_OF_PASS,
                stored -> new ArrayList<>(values(
                        stored.prefixScan(ViewKeys.window(window), new BytesSerializer()),
                        slice -> decode(ViewsTopology.COST_OF_PASS, slice))));
        slices.sort(BY_START_AND_SLICE);
        return slices;
    }

    /** A store may move away between asking for it and reading it. */
    private <V> V read(String name, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, V> reading) {
        try {
            return reading.apply(stores.store(name));
        } catch (InvalidStateStoreException e) {
            throw new ViewsUnavailableException("store " + name + " cannot be read now: " + e.getMessage(), e);
        }
    }

    private <T extends SpecificRecord> T decode(Topic<T> topic, byte[] stored) {
        try {
            return wire.decode(topic, StoredRecord.valueOf(stored));
        } catch (WireException e) {
            // It was decoded when it came, so it is the registry that fails.
            throw new ViewsUnavailableException("a stored record cannot be read now: " + e.getMessage(), e);
        }
    }

    private static <V> List<V> values(KeyValueIterator<Bytes, byte[]> range, Function<byte[], V> reading) {
        try (range) {
            List<V> values = new ArrayList<>();
            while (range.hasNext()) {
                values.add(reading.apply(range.next().value));
            }
            return values;
        }
    }
}
