package io.weir.core.routing;

import io.weir.core.query.QueryKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * Keys by the time at which something is due for them, earliest first, for whoever keeps the handle of each key; {@link
 * DueIndex} keeps them itself.
 *
 * <p>Keys stand in buckets of about a second, in no order within one: nearly all are taken out before they are due, which costs
 * the same however many there are. Only those that are due are sorted.
 */
public final class DueBuckets {

    /** 2²⁰ µs: a shift instead of a division. */
    private static final int BUCKET_SHIFT = 20;

    private static final Comparator<Due> ORDER =
            Comparator.comparingLong((Due due) -> due.micros).thenComparing(due -> due.key);

    /** A key in here. */
    public static final class Due {
        private final QueryKey key;
        private long micros;
        /** Where it stands in its bucket. */
        private int place;

        private Due(QueryKey key) {
            this.key = key;
        }
    }

    private final TreeMap<Long, List<Due>> buckets = new TreeMap<>();

    public Due add(QueryKey key, long micros) {
        Due due = new Due(key);
        putIn(due, micros);
        return due;
    }

    /** Sets another time for a key that is in here. */
    public void move(Due due, long micros) {
        if (due.micros != micros) {
            remove(due);
            putIn(due, micros);
        }
    }

    private void putIn(Due due, long micros) {
        due.micros = micros;
        List<Due> bucket = buckets.computeIfAbsent(micros >> BUCKET_SHIFT, number -> new ArrayList<>());
        due.place = bucket.size();
        bucket.add(due);
    }

    /** Takes out a key that is in here; the last of its bucket takes its place. */
    public void remove(Due due) {
        long number = due.micros >> BUCKET_SHIFT;
        List<Due> bucket = buckets.getOrDefault(number, List.of());
        Due last = bucket.get(bucket.size() - 1);
        bucket.set(due.place, last);
        last.place = due.place;
        bucket.remove(bucket.size() - 1);
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
