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
}
