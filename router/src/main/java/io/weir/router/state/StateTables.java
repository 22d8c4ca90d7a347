package io.weir.router.state;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.TierHealth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of a partition in memory, and how it stands in a compacted log: a step of the router is one record of the log.
 *
 * <p>A record has the key of a query and holds what the query is now, and with it the cells that the step has changed:
 * accounts, books, health. They ride along: such a record answers for a cell until a later record holds a newer value of it.
 * When the record of a query is written again, it takes along the cells that it still answers for; when the query is
 * forgotten, they get records of their own first. So compaction, which keeps the last record of each key, never loses a cell;
 * what it keeps grows with the cells and the queries remembered, not with history. A step that changes no query, or several,
 * writes a record for each cell.
 *
 * <p>Reading the log in its order, compacted or not, gives the state: the record that answers for a cell is written later than
 * any other that holds it.
 */
public final class StateTables {

    private static final int OPEN = 'O';
    private static final int CLOSED = 'C';
    private static final String QUERY = "query/";

    private final List<Cell<?>> changedCells = new ArrayList<>();
    private final List<QueryEntry> changedQueries = new ArrayList<>();
    private final ByteWriter record = new ByteWriter();
    private final ByteWriter form = new ByteWriter();
    private final Map<QueryKey, QueryEntry> queries = new HashMap<>();

    final CellTable<Account> accounts = new CellTable<>('A', "account/", LedgerState.ACCOUNT, changedCells);
    final CellTable<Books> books = new CellTable<>('B', "books/", LedgerState.BOOKS, changedCells);
    final CellTable<TierHealth> health = new CellTable<>('H', "health/", CatalogueState.HEALTH, changedCells);
    final CellTable<Catalogue> catalogue = new CellTable<>('G', "catalogue/", CatalogueState.CATALOGUE, changedCells);
    final CellTable<Long> clock = new CellTable<>('T', "clock/", CatalogueState.CLOCK, changedCells);
    private final List<CellTable<?>> kinds = List.of(accounts, books, health, catalogue, clock);

    @Nullable
    OpenQuery open(QueryKey key) {
        QueryEntry entry = queries.get(key);
        return entry == null ? null : entry.open();
    }

    @Nullable
    ClosedQuery closed(QueryKey key) {
        QueryEntry entry = queries.get(key);
        return entry == null ? null : entry.closed();
    }

    /** @return its entry */
    QueryEntry open(QueryKey key, @Nullable OpenQuery query) {
        QueryEntry entry = entry(key);
        entry.open(query);
        return entry;
    }

    /** @return its entry */
    QueryEntry closed(QueryKey key, @Nullable ClosedQuery query) {
        QueryEntry entry = entry(key);
        if (query == null) {
            entry.closedForm = null;
        } else {
            QueryState.closed(form.clear(), query);
            entry.closedForm = form.bytes();
        }
        return entry;
    }

    Collection<QueryEntry> queries() {
        return queries.values();
    }

    private QueryEntry entry(QueryKey key) {
        QueryEntry entry = queries.computeIfAbsent(key, QueryEntry::new);
        if (!entry.changed) {
            entry.changed = true;
            changedQueries.add(entry);
        }
        return entry;
    }

    /** Ends a step: appends what it has changed. */
    void flush(StepLog log) {
        if (changedQueries.size() == 1 && !changedQueries.get(0).isGone()) {
            write(changedQueries.get(0), changedCells, log);
        } else {
            changedCells.forEach(cell -> alone(cell, log));
            changedQueries.forEach(entry -> {
                if (entry.isGone()) {
                    forget(entry, log);
                } else {
                    write(entry, List.of(), log);
                }
            });
        }
        changedCells.forEach(cell -> cell.changed = false);
        changedQueries.forEach(entry -> entry.changed = false);
        changedCells.clear();
        changedQueries.clear();
    }

    /** Writes a query, the cells given, and those that its record answered for so far. */
    private void write(QueryEntry entry, List<Cell<?>> cells, StepLog log) {
        List<Cell<?>> riders = new ArrayList<>(cells);
        for (Cell<?> rider : entry.riders()) {
            if (rider.owner == entry && !rider.changed) {
                riders.add(rider);
            }
        }
        record.clear();
        OpenQuery open = entry.open();
        if (open != null) {
            QueryState.open(form.clear(), open);
            record.tag(OPEN).block(form);
        }
        if (entry.closedForm != null) {
            record.tag(CLOSED).block(entry.closedForm);
        }
        for (Cell<?> rider : riders) {
            rider.write(record);
        }
        entry.carries(riders);
        log.append(recordKey(entry.key), record.bytes());
    }

    private void alone(Cell<?> cell, StepLog log) {
        cell.leave();
        cell.write(record.clear());
        log.append(cell.recordKey().getBytes(UTF_8), record.bytes());
    }

    private void forget(QueryEntry entry, StepLog log) {
        for (Cell<?> rider : entry.riders()) {
            if (rider.owner == entry) {
                alone(rider, log);
            }
        }
        queries.remove(entry.key);
        log.append(recordKey(entry.key), null);
    }

    /** Takes in a record of the log, in the order of the log. */
    public void restore(byte[] key, byte @Nullable [] value) {
        String name = new String(key, UTF_8);
        QueryEntry entry = null;
        if (name.startsWith(QUERY)) {
            QueryKey query = queryKey(name);
            if (value == null) {
                queries.remove(query);
                return;
            }
            entry = queries.computeIfAbsent(query, QueryEntry::new);
            entry.restore(null, null);
        }
        if (value == null) {
            throw new IllegalStateException("a cell is never deleted: " + name);
        }
        ByteReader in = new ByteReader(value);
        List<Cell<?>> riders = new ArrayList<>();
        while (in.hasMore()) {
            int tag = in.tag();
            if (entry != null && tag == OPEN) {
                entry.restore(in.block(), null);
            } else if (entry != null && tag == CLOSED) {
                entry.restore(entry.openForm(), in.block());
            } else {
                riders.add(table(tag, name).restore(in));
            }
        }
        if (entry != null) {
            entry.carries(riders);
        } else {
            riders.forEach(Cell::leave);
        }
    }

    private CellTable<?> table(int tag, String name) {
        for (CellTable<?> table : kinds) {
            if (table.tag == tag) {
                return table;
            }
        }
        throw new IllegalStateException("record " + name + " holds something unknown: " + tag);
    }

    /** Begins anew, as before the first record. */
    void clear() {
        kinds.forEach(CellTable::clear);
        queries.clear();
        changedCells.clear();
        changedQueries.clear();
    }

    /** Queries and cells. */
    long size() {
        return queries.size() + kinds.stream().mapToLong(CellTable::size).sum();
    }

    /** Accounts by path. */
    public Map<String, Account> accounts() {
        return accounts.values();
    }

    /** Counters by ledger key. */
    public Map<String, Books> books() {
        return books.values();
    }

    /** Queries without a result. */
    public Set<QueryKey> openQueries() {
        Set<QueryKey> keys = new HashSet<>();
        queries.forEach((key, entry) -> {
            if (entry.open() != null) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Queries that are remembered by their fingerprint. */
    public Set<QueryKey> closedQueries() {
        Set<QueryKey> keys = new HashSet<>();
        queries.forEach((key, entry) -> {
            if (entry.closedForm != null) {
                keys.add(key);
            }
        });
        return keys;
    }

    /** Neither a tenant nor a query id can hold a NUL: ingress refuses it. */
    private static byte[] recordKey(QueryKey key) {
        return (QUERY + key.tenant() + '\0' + key.queryId()).getBytes(UTF_8);
    }

    private static QueryKey queryKey(String name) {
        int nul = name.indexOf('\0');
        return new QueryKey(name.substring(QUERY.length(), nul), name.substring(nul + 1));
    }
}
