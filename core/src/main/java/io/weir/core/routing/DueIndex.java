package io.weir.core.routing;

import io.weir.core.query.QueryKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Keys by the time at which something is due for them, earliest first. Derived from the queries: rebuilt, never stored. */
public final class DueIndex {

    private record Due(long micros, QueryKey key) {}

    private final Map<QueryKey, Due> byKey = new HashMap<>();
    private final TreeSet<Due> byTime =
            new TreeSet<>(Comparator.comparingLong(Due::micros).thenComparing(Due::key));

    /** Sets the time of a key. */
    public void put(QueryKey key, long micros) {
        Due due = new Due(micros, key);
        Due old = byKey.put(key, due);
        if (old != null) {
            byTime.remove(old);
        }
        byTime.add(due);
    }

    public void remove(QueryKey key) {
        Due old = byKey.remove(key);
        if (old != null) {
            byTime.remove(old);
        }
    }

    /** Keys whose time is at or before this, earliest first, at most so many. */
    public List<QueryKey> until(long micros, int most) {
        List<QueryKey> keys = new ArrayList<>();
        for (Due due : byTime) {
            if (due.micros() > micros || keys.size() == most) {
                break;
            }
            keys.add(due.key());
        }
        return keys;
    }
}
