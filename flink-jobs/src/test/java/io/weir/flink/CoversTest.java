package io.weir.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CoversTest {

    @Test
    void holdsTheOffsetBehindTheLastRecord() {
        assertEquals(Map.of(3, 8L), Covers.NOTHING.with(3, 7).next());
    }

    @Test
    void neverGoesBack() {
        assertEquals(Map.of(0, 8L), Covers.NOTHING.with(0, 7).with(0, 2).next());
    }

    @Test
    void coordinatesAreByPartition() {
        String topic = Topics.OUTCOMES.name();
        assertEquals(
                List.of(new Coordinates(topic, 0, 1L), new Coordinates(topic, 2, 10L), new Coordinates(topic, 11, 5L)),
                Covers.NOTHING.with(11, 4).with(0, 0).with(2, 9).coordinates());
    }
}
