package io.weir.core.routing;

import io.weir.core.query.QueryKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Keys by the time at which something is due for them, earliest first. Derived from the queries: rebuilt, never stored.
 *
 * <p>Keys stand in buckets of about a second, in no order within one: nearly all are taken out before they are due, which costs
 * the same however many there are. Only those that are due are sorted.
 */
public final class DueIndex {

    /** 2²⁰ µs: a shift instead of a division. */
    private static final int BUCKET_SHIFT = 20;

    private static final Comparator<Due> ORDER =
            Comparator.comparingLong((Due due) -> due.micros).thenComparing(due -> due.key);

    private static final class Due {
        private final QueryKey key;
        private long micros;
        /** Where it stands in its bucket. */
        private int place;

        private Due(QueryKey key) {
            this.key = key;
        }
    }

    private final Map<QueryKey, Due> byKey = new HashMap<>();
    private final TreeMap<Long, List<Due>> buckets = new TreeMap<>();

    /** Sets the time of a key. */
    public void put(QueryKey key, long micros) {
        Due due = byKey.get(key);
        if (due == null) {
            due = new Due(key);
            byKey.put(key, due);
        } else if (due.micros == micros) {
            return;
        } else {
            takeOut(due);
        }
        due.micros = micros;
        List<Due> bucket = buckets.computeIfAbsent(micros >> BUCKET_SHIFT, number -> new ArrayList<>());
        due.place = bucket.size();
        bucket.add(due);
    }

    public void remove(QueryKey key) {
        Due due = byKey.remove(key);
        if (due != null) {
            takeOut(due);
        }
    }

    /** The last of its bucket takes its place. */
    private void takeOut(Due due) {
        long number = due.micros >> BUCKET_SHIFT;
        List<Due> bucket = buckets.getOrDefault(number, List.of());
        Due last = bucket.remove(bucket.size() - 1);
        if (last != due) {
            bucket.set(due.place, last);
            last.place = due.place;
        }
        if (bucket.isEmpty()) {
            buckets.remove(number);
        }
    }

    /** Keys whose time is at or before this, earliest first, at most so many. */
    public List<QueryKey> until(long micros, int most) {
        List<QueryKey> keys = new ArrayList<>();
        for (List<Due> bucket : buckets.headMap(micros >> BUCKET_SHIFT, true).values()) {
            List<Due> due = new ArrayList<>();
            for (Due one : bucket) {
                if (one.micros <= micros) {
                    due.add(one);
                }
            }
            due.sort(ORDER);
            for (Due one : due) {
                if (keys.size() == most) {
                    return keys;
                }
                keys.add(one.key);
            }
        }
        return keys;
    }
}
