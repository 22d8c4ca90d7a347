package io.weir.router.state;

import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.QueryKey;
import io.weir.core.routing.DueBuckets.Due;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A query that is open or remembered, and the cells that its record answers for. */
final class QueryEntry {

    private static final Cell<?>[] NONE = {};

    final QueryKey key;
    private @Nullable OpenQuery open;
    /** As restored; null once it is decoded or written anew. */
    private byte @Nullable [] openForm;
    /** Closed queries are many, and few are ever read again: they stay in their stored form. */
    byte @Nullable [] closedForm;
    /** Cells of its last record. */
    private Cell<?>[] riders = NONE;
    /** How many of them no later record holds. */
    private int owned;
    /** Where it stands in the index of what is due, while it is open. */
    @Nullable
    Due due;
    /** Where it stands in the index of what was closed. */
    @Nullable
    Due closing;
    /** Whether this step has changed it. */
    boolean changed;

    QueryEntry(QueryKey key) {
        this.key = key;
    }

    @Nullable
    OpenQuery open() {
        byte[] form = openForm;
        if (form != null) {
            open = QueryState.open(key, form);
            openForm = null;
        }
        return open;
    }

    void open(@Nullable OpenQuery query) {
        open = query;
        openForm = null;
    }

    @Nullable
    ClosedQuery closed() {
        byte[] form = closedForm;
        return form == null ? null : QueryState.closed(form);
    }

    boolean isGone() {
        return open() == null && closedForm == null;
    }

    void restore(byte @Nullable [] restoredOpen, byte @Nullable [] restoredClosed) {
        open = null;
        openForm = restoredOpen;
        closedForm = restoredClosed;
    }

    byte @Nullable [] openForm() {
        return openForm;
    }

    Cell<?>[] riders() {
        return riders;
    }

    /** Its latest record holds these cells, and no earlier record counts for them any more. */
    void carries(List<Cell<?>> cells) {
        riders = cells.isEmpty() ? NONE : cells.toArray(NONE);
        for (Cell<?> cell : riders) {
            QueryEntry before = cell.owner;
            if (before != this) {
                if (before != null) {
                    before.lose();
                }
                cell.owner = this;
            }
        }
        owned = riders.length;
    }

    /** A later record holds one of its cells. */
    void lose() {
        owned--;
        if (owned == 0) {
            riders = NONE;
        }
    }
}
