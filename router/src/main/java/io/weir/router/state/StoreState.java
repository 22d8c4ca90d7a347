package io.weir.router.state;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.routing.DueIndex;
import io.weir.core.routing.State;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** The state of a partition over its stores. The catalogue and the clock are also kept decoded: every input reads them. */
public final class StoreState implements State.Mutable {

    private static final String CATALOGUE = "catalogue";
    private static final String CLOCK = "clock";

    private final KeyValueStore<String, byte[]> state;
    private final KeyValueStore<String, byte[]> open;
    private final KeyValueStore<String, byte[]> closed;
    private final DueIndex due = new DueIndex();
    private final DueIndex closings = new DueIndex();
    private Catalogue catalogue = Catalogue.EMPTY;
    private long clockMicros;

    /** Reads what was restored and rebuilds the indexes. */
    public StoreState(
            KeyValueStore<String, byte[]> state,
            KeyValueStore<String, byte[]> open,
            KeyValueStore<String, byte[]> closed) {
        this.state = state;
        this.open = open;
        this.closed = closed;
        byte[] storedCatalogue = state.get(CATALOGUE);
        if (storedCatalogue != null) {
            catalogue = CatalogueState.catalogue(storedCatalogue);
        }
        byte[] storedClock = state.get(CLOCK);
        if (storedClock != null) {
            clockMicros = ByteBuffer.wrap(storedClock).getLong();
        }
        try (KeyValueIterator<String, byte[]> all = open.all()) {
            while (all.hasNext()) {
                OpenQuery query = QueryState.open(all.next().value);
                due.put(query.query().key(), query.dueMicros());
            }
        }
        try (KeyValueIterator<String, byte[]> all = closed.all()) {
            while (all.hasNext()) {
                KeyValue<String, byte[]> entry = all.next();
                closings.put(queryKey(entry.key), QueryState.closed(entry.value).closedAtMicros());
            }
        }
    }

    @Override
    public long clockMicros() {
        return clockMicros;
    }

    /** The time of an input: append times may step back, the clock does not. Stored with the next tick. */
    public void seen(long micros) {
        clockMicros = Math.max(clockMicros, micros);
    }

    @Override
    public void clock(long micros) {
        clockMicros = Math.max(clockMicros, micros);
        state.put(CLOCK, ByteBuffer.allocate(Long.BYTES).putLong(clockMicros).array());
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void catalogue(Catalogue newer) {
        catalogue = newer;
        state.put(CATALOGUE, CatalogueState.catalogue(newer));
    }

    @Override
    public TierHealth health(String tier) {
        byte[] stored = state.get("health/" + tier);
        return stored == null ? TierHealth.UP : CatalogueState.health(stored);
    }

    @Override
    public void health(String tier, TierHealth health) {
        state.put("health/" + tier, CatalogueState.health(health));
    }

    @Override
    public @Nullable Account account(String path) {
        byte[] stored = state.get("account/" + path);
        return stored == null ? null : LedgerState.account(stored);
    }

    @Override
    public void account(Account account) {
        state.put("account/" + account.path(), LedgerState.account(account));
    }

    @Override
    public Books books(String ledgerKey) {
        byte[] stored = state.get("books/" + ledgerKey);
        return stored == null ? Books.EMPTY : LedgerState.books(stored);
    }

    @Override
    public void books(String ledgerKey, Books books) {
        state.put("books/" + ledgerKey, LedgerState.books(books));
    }

    @Override
    public @Nullable OpenQuery open(QueryKey key) {
        byte[] stored = open.get(storeKey(key));
        return stored == null ? null : QueryState.open(stored);
    }

    @Override
    public void open(OpenQuery query) {
        QueryKey key = query.query().key();
        open.put(storeKey(key), QueryState.open(query));
        due.put(key, query.dueMicros());
    }

    @Override
    public void removeOpen(QueryKey key) {
        open.delete(storeKey(key));
        due.remove(key);
    }

    @Override
    public @Nullable ClosedQuery closed(QueryKey key) {
        byte[] stored = closed.get(storeKey(key));
        return stored == null ? null : QueryState.closed(stored);
    }

    @Override
    public void closed(QueryKey key, ClosedQuery query) {
        closed.put(storeKey(key), QueryState.closed(query));
        closings.put(key, query.closedAtMicros());
    }

    @Override
    public void forget(QueryKey key) {
        closed.delete(storeKey(key));
        closings.remove(key);
    }

    @Override
    public List<QueryKey> due(long atMicros, int most) {
        return due.until(atMicros, most);
    }

    @Override
    public List<QueryKey> closedBefore(long micros, int most) {
        return closings.until(micros - 1, most);
    }

    /** Neither a tenant nor a query id can hold a NUL: ingress refuses it. */
    private static String storeKey(QueryKey key) {
        return key.tenant() + '\0' + key.queryId();
    }

    private static QueryKey queryKey(String storeKey) {
        int nul = storeKey.indexOf('\0');
        return new QueryKey(storeKey.substring(0, nul), storeKey.substring(nul + 1));
    }
}
