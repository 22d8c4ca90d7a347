package io.weir.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Usage;
import io.weir.workers.ClaimedWork.Stop;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClaimedWorkTest {

    private final ClaimedWork work =
            Attempts.claimed(Attempts.of("t", "acme", "q").build());

    @Test
    void stoppedBeforeItBegins_neverBegins() {
        work.stop(Stop.CANCELLED);
        assertFalse(work.begin(Thread.currentThread(), 0));
        assertFalse(Thread.currentThread().isInterrupted());
    }

    @Test
    void stoppedWhileItRuns_isInterrupted_andItsThreadIsCleanAfterwards() {
        assertTrue(work.begin(Thread.currentThread(), 0));
        work.stop(Stop.CANCELLED);
        assertTrue(Thread.currentThread().isInterrupted());
        work.end();
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(Optional.of(Stop.CANCELLED), work.stopped());
    }

    @Test
    void stoppedAfterItEnded_isLeftAlone() {
        work.begin(Thread.currentThread(), 0);
        work.end();
        work.stop(Stop.CANCELLED);
        assertFalse(Thread.currentThread().isInterrupted());
        assertEquals(Optional.empty(), work.stopped());
    }

    @Test
    void firstReason_stays() {
        work.stop(Stop.CLOSING);
        work.stop(Stop.CANCELLED);
        assertEquals(Optional.of(Stop.CLOSING), work.stopped());
    }

    @Test
    void spent_isNothingBeforeTheRun_andTheHeldInputFromThenOn() {
        assertEquals(Usage.NONE, work.spent());
        work.begin(Thread.currentThread(), 0);
        assertEquals(Usage.of(100, 0), work.spent());
        work.end();
        assertEquals(Usage.of(100, 0), work.spent());
    }

    @Test
    void runMicros_countOnlyTheRun() {
        assertEquals(0, work.runMicros(5_000_000));
        work.begin(Thread.currentThread(), 2_000_000);
        assertEquals(3_000, work.runMicros(5_000_000));
    }
}
