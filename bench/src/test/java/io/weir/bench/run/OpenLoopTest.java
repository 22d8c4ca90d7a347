package io.weir.bench.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class OpenLoopTest {

    private final OpenLoop loop = new OpenLoop(1_000, 1_000); // one a millisecond

    @Test
    void eventsAreDueEvenly_theFirstAtTheStart() {
        assertEquals(1_000, loop.dueNanos(0));
        assertEquals(1_001_000, loop.dueNanos(1));
        assertEquals(3_600_000_001_000L, loop.dueNanos(3_600_000));
    }

    @Test
    void whatIsDueByATime_isWhatWasDueAtOrBeforeIt() {
        assertEquals(0, loop.dueBy(999));
        assertEquals(1, loop.dueBy(1_000));
        assertEquals(1, loop.dueBy(1_000_999));
        assertEquals(2, loop.dueBy(1_001_000));
    }

    /** Coordinated omission: after a stall of 50 ms, what was due in it is late by up to 50 ms, whenever it was sent. */
    @Test
    void aStallShowsInEveryEventThatItDelayed() {
        long afterStall = loop.dueNanos(50);
        assertEquals(50_000, loop.latencyMicros(0, afterStall));
        assertEquals(25_000, loop.latencyMicros(25, afterStall));
        assertEquals(0, loop.latencyMicros(50, afterStall));
        assertEquals(0, loop.latencyMicros(51, afterStall));
    }

    @Test
    void aRateIsAboveZero() {
        assertThrows(IllegalArgumentException.class, () -> new OpenLoop(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new OpenLoop(0, Double.NaN));
    }
}
