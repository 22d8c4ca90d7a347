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

/**
 * The state of a partition over its stores. What a step changes is written when it ends, by {@link #flush}. The catalogue and
 * the clock are kept decoded, since every input reads them, and so are the accounts and books of late.
 */
public final class StoreState implements State.Mutable {

    private static final String CATALOGUE = "catalogue";
    private static final String CLOCK = "clock";

    /** Accounts and books kept decoded: a few megabytes; the rest is decoded when it is used. */
    private static final int KEPT = 4_096;

    private final KeyValueStore<String, byte[]> state;
    private final StepEntries<TierHealth> health;
    private final StepEntries<Account> accounts;
    private final StepEntries<Books> books;
    private final StepEntries<OpenQuery> open;
    private final StepEntries<ClosedQuery> closed;
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
        health = new StepEntries<>(state, "health/", KEPT, CatalogueState::health, CatalogueState::health);
        accounts = new StepEntries<>(state, "account/", KEPT, LedgerState::account, LedgerState::account);
        books = new StepEntries<>(state, "books/", KEPT, LedgerState::books, LedgerState::books);
        this.open = new StepEntries<>(open, "", 0, QueryState::open, QueryState::open); // they hold whole bodies
        this.closed = new StepEntries<>(closed, "", 0, QueryState::closed, QueryState::closed);
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
        TierHealth stored = health.get(tier);
        return stored == null ? TierHealth.UP : stored;
    }

    @Override
    public void health(String tier, TierHealth newer) {
        health.put(tier, newer);
    }

    @Override
    public @Nullable Account account(String path) {
        return accounts.get(path);
    }

    @Override
    public void account(Account account) {
        accounts.put(account.path(), account);
    }

    @Override
    public Books books(String ledgerKey) {
        Books stored = books.get(ledgerKey);
        return stored == null ? Books.EMPTY : stored;
    }

    @Override
    public void books(String ledgerKey, Books newer) {
        books.put(ledgerKey, newer);
    }

    @Override
    public @Nullable OpenQuery open(QueryKey key) {
        return open.get(storeKey(key));
    }

    @Override
    public void open(OpenQuery query) {
        QueryKey key = query.query().key();
        open.put(storeKey(key), query);
        due.put(key, query.dueMicros());
    }

    @Override
    public void removeOpen(QueryKey key) {
        open.remove(storeKey(key));
        due.remove(key);
    }

    @Override
    public @Nullable ClosedQuery closed(QueryKey key) {
        return closed.get(storeKey(key));
    }

    @Override
    public void closed(QueryKey key, ClosedQuery query) {
        closed.put(storeKey(key), query);
        closings.put(key, query.closedAtMicros());
    }

    @Override
    public void forget(QueryKey key) {
        closed.remove(storeKey(key));
        closings.remove(key);
    }

    /** Ends a step: what it has changed is written, each entry once. */
    public void flush() {
        health.flush();
        accounts.flush();
        books.flush();
        open.flush();
        closed.flush();
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
