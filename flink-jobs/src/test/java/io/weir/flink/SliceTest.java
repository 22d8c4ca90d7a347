package io.weir.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class SliceTest {

    @Test
    void hashIsTheSameOnEveryJvm_sinceStateIsPlacedByIt() {
        assertEquals(31 * "add2".hashCode() + "small".hashCode(), new Slice("add2", "small").hashCode());
    }

    @Test
    void sortsByTaskThenTier() {
        assertTrue(new Slice("a", "z").compareTo(new Slice("b", "a")) < 0);
        assertTrue(new Slice("a", "b").compareTo(new Slice("a", "a")) > 0);
        assertEquals(0, new Slice("a", "a").compareTo(new Slice("a", "a")));
    }
}
