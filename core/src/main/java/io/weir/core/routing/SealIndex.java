package io.weir.core.routing;

import io.weir.core.ledger.OpenDay;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Ledger keys with entries that no seal covers, by the day of these. Derived from the books: rebuilt, never stored. */
public final class SealIndex {

    private final Map<String, Long> days = new HashMap<>();
    private final TreeMap<Long, SortedSet<String>> keys = new TreeMap<>();

    /** Takes in the books of a key as they are now. */
    public void put(String ledgerKey, OpenDay day) {
        Long before = days.get(ledgerKey);
        if (before == null ? !day.isOpen() : day.isOpen() && before == day.day()) {
            return; // as nearly always: it changes twice a day
        }
        if (before != null) {
            days.remove(ledgerKey);
            SortedSet<String> ofDay = Objects.requireNonNull(keys.get(before));
            ofDay.remove(ledgerKey);
            if (ofDay.isEmpty()) {
                keys.remove(before);
            }
        }
        if (day.isOpen()) {
            days.put(ledgerKey, day.day());
            keys.computeIfAbsent(day.day(), absent -> new TreeSet<>()).add(ledgerKey);
        }
    }

    /** Keys whose unsealed entries are of days before this one, the oldest first, at most so many. */
    public List<String> before(long day, int most) {
        if (keys.isEmpty() || keys.firstKey() >= day) {
            return List.of();
        }
        List<String> found = new ArrayList<>();
        for (SortedSet<String> ofDay : keys.headMap(day).values()) {
            for (String key : ofDay) {
                if (found.size() == most) {
                    return found;
                }
                found.add(key);
            }
        }
        return found;
    }
}
