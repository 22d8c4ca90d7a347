package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partition's state on the heap, for replay and tests. Equal states compare equal. */
public final class InMemoryState implements State.Mutable {

    private long clockMicros;
    private Catalogue catalogue = Catalogue.EMPTY;
    private final Map<String, TierHealth> health = new HashMap<>();
    private final TreeMap<String, Account> accounts = new TreeMap<>();
    private final Map<String, Books> books = new HashMap<>();
    private final Map<QueryKey, OpenQuery> open = new HashMap<>();
    private final Map<QueryKey, ClosedQuery> closed = new HashMap<>();
    private final DueIndex due = new DueIndex();
    private final WaitIndex waiting = new WaitIndex();
    private final DueIndex closings = new DueIndex();
    private final SealIndex unsealed = new SealIndex();

    @Override
    public long clockMicros() {
        return clockMicros;
    }

    @Override
    public void clock(long micros) {
        clockMicros = Math.max(clockMicros, micros);
    }

    @Override
    public Catalogue catalogue() {
        return catalogue;
    }

    @Override
    public void catalogue(Catalogue newer) {
        catalogue = newer;
    }

    @Override
    public TierHealth health(String tier) {
        return health.getOrDefault(tier, TierHealth.UP);
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
    public List<Account> accountsOf(String ledgerKey) {
        List<Account> found = new ArrayList<>();
        Account own = accounts.get(ledgerKey);
        if (own != null) {
            found.add(own);
        }
        found.addAll(
                accounts.subMap(ledgerKey + '/', ledgerKey + (char) ('/' + 1)).values());
        return found;
    }

    @Override
    public List<String> unsealedBefore(long day, int most) {
        return unsealed.before(day, most);
    }

    @Override
    public Books books(String ledgerKey) {
        return books.getOrDefault(ledgerKey, Books.EMPTY);
    }

    @Override
    public void books(String ledgerKey, Books newer) {
        books.put(ledgerKey, newer);
        unsealed.put(ledgerKey, newer.day());
    }

    @Override
    public @Nullable OpenQuery open(QueryKey key) {
        return open.get(key);
    }

    @Override
    public void open(OpenQuery query) {
        open.put(query.query().key(), query);
        due.put(query.query().key(), query.dueMicros());
        waiting.put(query);
    }

    @Override
    public void removeOpen(QueryKey key) {
        open.remove(key);
        due.remove(key);
        waiting.remove(key);
    }

    @Override
    public @Nullable ClosedQuery closed(QueryKey key) {
        return closed.get(key);
    }

    @Override
    public void closed(QueryKey key, ClosedQuery query) {
        closed.put(key, query);
        closings.put(key, query.closedAtMicros());
    }

    @Override
    public void forget(QueryKey key) {
        closed.remove(key);
        closings.remove(key);
    }

    @Override
    public List<QueryKey> due(long atMicros, int most) {
        return due.until(atMicros, most);
    }

    @Override
    public WaitIndex waiting() {
        return waiting;
    }

    @Override
    public List<QueryKey> closedBefore(long micros, int most) {
        return closings.until(micros - 1, most);
    }

    /** All accounts by path. */
    public Map<String, Account> accounts() {
        return accounts;
    }

    /** Queries without a result. */
    public int openQueries() {
        return open.size();
    }

    @Override
    public boolean equals(@Nullable Object object) {
        return object instanceof InMemoryState other
                && clockMicros == other.clockMicros
                && catalogue.equals(other.catalogue)
                && health.equals(other.health)
                && accounts.equals(other.accounts)
                && books.equals(other.books)
                && open.equals(other.open)
                && closed.equals(other.closed);
    }

    @Override
    public int hashCode() {
        return accounts.hashCode() * 31 + open.hashCode();
    }
}
