package io.weir.router.state;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.routing.DueBuckets;
import io.weir.core.routing.DueBuckets.Due;
import io.weir.core.routing.SealIndex;
import io.weir.core.routing.State;
import io.weir.core.routing.WaitIndex;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a partition over its tables. What a step changes is appended to the log when it ends, by {@link #flush}. The
 * indexes by time are derived from the queries on start and never stored.
 */
public final class StoreState implements State.Mutable {

    private static final String ONLY = "";

    private final StateTables tables;
    private final StepLog log;
    private final DueBuckets due = new DueBuckets();
    private final WaitIndex waiting = new WaitIndex();
    private final DueBuckets closings = new DueBuckets();
    private final SealIndex unsealed = new SealIndex();
    /** Paths of the accounts of each ledger key: for seals, which must not search all. */
    private final Map<String, List<String>> paths = new HashMap<>();

    private long clockMicros;

    /** Over what was restored. */
    public StoreState(StateTables tables, StepLog log) {
        this.tables = tables;
        this.log = log;
        clockMicros = tables.clock.get(ONLY, 0L);
        tables.books.forEach((key, books) -> unsealed.put(key, books.day()));
        tables.accounts.forEach((path, account) -> known(path));
        for (QueryEntry entry : tables.queries()) {
            OpenQuery open = entry.open();
            if (open != null) {
                entry.due = due.add(entry.key, open.dueMicros());
                waiting.put(open);
            }
            if (entry.closedForm != null) {
                entry.closing = closings.add(entry.key, QueryState.closedAtMicros(entry.closedForm));
            }
        }
    }

    @Override
    public long clockMicros() {
        return clockMicros;
    }

    @Override
    public void clock(long micros) {
        clockMicros = Math.max(clockMicros, micros);
        tables.clock.put(ONLY, clockMicros);
    }

    @Override
    public Catalogue catalogue() {
        return tables.catalogue.get(ONLY, Catalogue.EMPTY);
    }

    @Override
    public void catalogue(Catalogue newer) {
        tables.catalogue.put(ONLY, newer);
    }

    @Override
    public TierHealth health(String tier) {
        return tables.health.get(tier, TierHealth.UP);
    }

    @Override
    public void health(String tier, TierHealth newer) {
        tables.health.put(tier, newer);
    }

    @Override
    public @Nullable Account account(String path) {
        return tables.accounts.get(path);
    }

    @Override
    public void account(Account account) {
        if (tables.accounts.put(account.path(), account)) {
            known(account.path());
        }
    }

    @Override
    public List<Account> accountsOf(String ledgerKey) {
        List<Account> accounts = new ArrayList<>();
        for (String path : paths.getOrDefault(ledgerKey, List.of())) {
            accounts.add(Objects.requireNonNull(tables.accounts.get(path)));
        }
        return accounts;
    }

    private void known(String path) {
        int slash = path.indexOf('/');
        paths.computeIfAbsent(slash < 0 ? path : path.substring(0, slash), key -> new ArrayList<>(1))
                .add(path);
    }

    @Override
    public List<String> unsealedBefore(long day, int most) {
        return unsealed.before(day, most);
    }

    @Override
    public Books books(String ledgerKey) {
        return tables.books.get(ledgerKey, Books.EMPTY);
    }

    @Override
    public void books(String ledgerKey, Books newer) {
        tables.books.put(ledgerKey, newer);
        unsealed.put(ledgerKey, newer.day());
    }

    @Override
    public @Nullable OpenQuery open(QueryKey key) {
        return tables.open(key);
    }

    @Override
    public void open(OpenQuery query) {
        QueryEntry entry = tables.open(query.query().key(), query);
        entry.due = put(due, entry, entry.due, query.dueMicros());
        waiting.put(query);
    }

    @Override
    public void removeOpen(QueryKey key) {
        QueryEntry entry = tables.open(key, null);
        if (entry.due != null) {
            due.remove(entry.due);
            entry.due = null;
        }
        waiting.remove(key);
    }

    @Override
    public @Nullable ClosedQuery closed(QueryKey key) {
        return tables.closed(key);
    }

    @Override
    public void closed(QueryKey key, ClosedQuery query) {
        QueryEntry entry = tables.closed(key, query);
        entry.closing = put(closings, entry, entry.closing, query.closedAtMicros());
    }

    @Override
    public void forget(QueryKey key) {
        QueryEntry entry = tables.closed(key, null);
        if (entry.closing != null) {
            closings.remove(entry.closing);
            entry.closing = null;
        }
    }

    private static Due put(DueBuckets buckets, QueryEntry entry, @Nullable Due known, long micros) {
        if (known == null) {
            return buckets.add(entry.key, micros);
        }
        buckets.move(known, micros);
        return known;
    }

    /** Ends a step: what it has changed is appended. */
    public void flush() {
        tables.flush(log);
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
}
