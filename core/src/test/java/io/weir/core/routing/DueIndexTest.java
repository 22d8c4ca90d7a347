package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.query.QueryKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class DueIndexTest {

    private static QueryKey key(String id) {
        return new QueryKey("acme", id);
    }

    @Test
    void keys_comeByTime_thenByKey_upToTheMomentIncluded() {
        DueIndex index = new DueIndex();
        index.put(key("b"), 10);
        index.put(key("a"), 10);
        index.put(key("c"), 5);
        index.put(new QueryKey("aaaa", "z"), 10);
        index.put(key("d"), 11);
        List<QueryKey> due = List.of(key("c"), new QueryKey("aaaa", "z"), key("a"), key("b"));
        assertEquals(due, index.until(10, 100));
        assertEquals(due.subList(0, 1), index.until(9, 100));
        assertEquals(List.of(), index.until(4, 100));
        assertEquals(due.subList(0, 2), index.until(10, 2));
    }

    @Test
    void aKey_hasOneTime_theLast() {
        DueIndex index = new DueIndex();
        index.put(key("a"), 10);
        index.put(key("a"), 20);
        assertEquals(List.of(), index.until(19, 100));
        assertEquals(List.of(key("a")), index.until(20, 100));
        index.put(key("a"), 20);
        assertEquals(List.of(key("a")), index.until(20, 100));
        index.remove(key("a"));
        index.remove(key("b"));
        assertEquals(List.of(), index.until(Long.MAX_VALUE, 100));
    }

    /** Against a plain sorted list: keys that come, move and go, within a bucket and across. */
    @Test
    void givesWhatASortedListWould() {
        for (int seed = 0; seed < 50; seed++) {
            java.util.Random random = new java.util.Random(seed);
            DueIndex index = new DueIndex();
            java.util.Map<QueryKey, Long> times = new java.util.HashMap<>();
            for (int step = 0; step < 500; step++) {
                QueryKey key = new QueryKey("t" + random.nextInt(3), "q" + random.nextInt(40));
                if (random.nextInt(4) == 0) {
                    index.remove(key);
                    times.remove(key);
                } else {
                    long micros = random.nextInt(10) == 0 ? Long.MAX_VALUE : random.nextInt(5_000_000) - 1_000_000L;
                    index.put(key, micros);
                    times.put(key, micros);
                }
                long until = random.nextInt(6_000_000) - 1_000_000L;
                int most = random.nextInt(30);
                List<QueryKey> expected = times.entrySet().stream()
                        .filter(entry -> entry.getValue() <= until)
                        .sorted(java.util.Map.Entry.<QueryKey, Long>comparingByValue()
                                .thenComparing(java.util.Map.Entry.comparingByKey()))
                        .limit(most)
                        .map(java.util.Map.Entry::getKey)
                        .toList();
                assertEquals(expected, index.until(until, most), "seed " + seed);
            }
        }
    }
}
