package io.weir.core.routing;

import io.weir.core.query.QueryKey;
import io.weir.core.routing.DueBuckets.Due;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Keys by the time at which something is due for them, earliest first. Derived from the queries: rebuilt, never stored. */
public final class DueIndex {

    private final Map<QueryKey, Due> byKey = new HashMap<>();
    private final DueBuckets byTime = new DueBuckets();

    /** Sets the time of a key. */
    public void put(QueryKey key, long micros) {
        Due due = byKey.get(key);
        if (due == null) {
            byKey.put(key, byTime.add(key, micros));
        } else {
            byTime.move(due, micros);
        }
    }

    public void remove(QueryKey key) {
        Due due = byKey.remove(key);
        if (due != null) {
            byTime.remove(due);
        }
    }

    /** Keys whose time is at or before this, earliest first, at most so many. */
    public List<QueryKey> until(long micros, int most) {
        return byTime.until(micros, most);
    }
}
