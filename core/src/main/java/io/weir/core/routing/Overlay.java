package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state as it will be once the effects of the step so far are applied: what lets one step settle a hold and take the
 * next without touching the state beneath.
 */
final class Overlay implements State.Mutable {

    private final State base;
    private long clockMicros;
    private boolean clockMoved;
    private @Nullable Catalogue catalogue;
    /** Made when something is put: most steps change few kinds of entries. */
    private Map<String, TierHealth> health = Map.of();

    private Map<String, Account> accounts = Map.of();
    private Map<String, Books> books = Map.of();
    private Map<QueryKey, Optional<OpenQuery>> open = Map.of();
    private Map<QueryKey, Optional<ClosedQuery>> closed = Map.of();

    Overlay(State base) {
        this.base = base;
        clockMicros = base.clockMicros();
    }

    @Override
    public long clockMicros() {
        return clockMicros;
    }

    @Override
    public void clock(long micros) {
        clockMicros = Math.max(clockMicros, micros);
        clockMoved = true;
    }

    @Override
    public Catalogue catalogue() {
        return catalogue == null ? base.catalogue() : catalogue;
    }

    @Override
    public void catalogue(Catalogue newer) {
        catalogue = newer;
    }

    @Override
    public TierHealth health(String tier) {
        TierHealth changed = health.get(tier);
        return changed == null ? base.health(tier) : changed;
    }

    @Override
    public void health(String tier, TierHealth newer) {
        health = writable(health);
        health.put(tier, newer);
    }

    @Override
    public @Nullable Account account(String path) {
        Account changed = accounts.get(path);
        return changed == null ? base.account(path) : changed;
    }

    @Override
    public void account(Account account) {
        accounts = writable(accounts);
        accounts.put(account.path(), account);
    }

    @Override
    public List<Account> accountsOf(String ledgerKey) {
        Map<String, Account> found = new HashMap<>();
        base.accountsOf(ledgerKey).forEach(account -> found.put(account.path(), account));
        accounts.forEach((path, account) -> {
            if (path.equals(ledgerKey) || path.startsWith(ledgerKey + "/")) {
                found.put(path, account);
            }
        });
        return List.copyOf(found.values());
    }

    /** Without those that this step has sealed: it takes the next on the next tick. */
    @Override
    public List<String> unsealedBefore(long day, int most) {
        return base.unsealedBefore(day, most).stream()
                .filter(key -> books(key).day().endedBefore(day))
                .toList();
    }

    @Override
    public Books books(String ledgerKey) {
        Books changed = books.get(ledgerKey);
        return changed == null ? base.books(ledgerKey) : changed;
    }

    @Override
    public void books(String ledgerKey, Books newer) {
        books = writable(books);
        books.put(ledgerKey, newer);
    }

    @Override
    public WaitIndex waiting() {
        return base.waiting();
    }

    @Override
    public @Nullable OpenQuery open(QueryKey key) {
        Optional<OpenQuery> changed = open.get(key);
        return changed == null ? base.open(key) : changed.orElse(null);
    }

    @Override
    public void open(OpenQuery query) {
        open = writable(open);
        open.put(query.query().key(), Optional.of(query));
    }

    @Override
    public void removeOpen(QueryKey key) {
        open = writable(open);
        open.put(key, Optional.empty());
    }

    @Override
    public @Nullable ClosedQuery closed(QueryKey key) {
        Optional<ClosedQuery> changed = closed.get(key);
        return changed == null ? base.closed(key) : changed.orElse(null);
    }

    @Override
    public void closed(QueryKey key, ClosedQuery query) {
        closed = writable(closed);
        closed.put(key, Optional.of(query));
    }

    @Override
    public void forget(QueryKey key) {
        closed = writable(closed);
        closed.put(key, Optional.empty());
    }

    @Override
    public List<QueryKey> due(long atMicros, int most) {
        return base.due(atMicros, most);
    }

    @Override
    public List<QueryKey> closedBefore(long micros, int most) {
        return base.closedBefore(micros, most);
    }

    /** Makes the state beneath what this one is. */
    void copyTo(State.Mutable state) {
        if (clockMoved) {
            state.clock(clockMicros);
        }
        if (catalogue != null) {
            state.catalogue(catalogue);
        }
        health.forEach(state::health);
        accounts.forEach((path, account) -> state.account(account));
        books.forEach(state::books);
        open.forEach((key, query) -> query.ifPresentOrElse(state::open, () -> state.removeOpen(key)));
        closed.forEach(
                (key, query) -> query.ifPresentOrElse(value -> state.closed(key, value), () -> state.forget(key)));
    }

    private static <K, V> Map<K, V> writable(Map<K, V> changes) {
        return changes.isEmpty() ? new HashMap<>() : changes;
    }
}
