package io.weir.streams;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final TopicPartition FULL = new TopicPartition("t", 0);
    private static final TopicPartition EMPTY = new TopicPartition("t", 1);

    private final Map<TopicPartition, Long> ends = new HashMap<>(Map.of(FULL, 10L, EMPTY, 0L));
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private int looks;
    private final CatchUp catchUp = new CatchUp(() -> Map.copyOf(ends), () -> {
        looks++;
        return Map.copyOf(committed);
    });

    @Test
    void itIsDone_onceEveryPartitionIsLevelWithItsFirstEnd() {
        assertFalse(catchUp.isDone());
        committed.put(FULL, 9L);
        assertFalse(catchUp.isDone());
        ends.put(FULL, 1_000L);
        committed.put(FULL, 10L);

        assertTrue(catchUp.isDone());
    }

    @Test
    void itStaysDone_andLooksNoMore() {
        committed.put(FULL, 10L);
        assertTrue(catchUp.isDone());
        committed.clear();

        assertTrue(catchUp.isDone());
        assertEquals(1, looks);
    }
}
