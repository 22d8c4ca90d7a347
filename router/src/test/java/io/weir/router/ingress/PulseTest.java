package io.weir.router.ingress;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PulseTest {

    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final AtomicLong nanoTime = new AtomicLong(-5);
    private final Pulse pulse = new Pulse(nanoTime::get);

    @Test
    void beforeTheFirstBeatThereIsNone() {
        assertFalse(pulse.within(SILENCE));
    }

    @Test
    void aBeatHoldsForTheSilence_andNoLonger() {
        pulse.beat();
        nanoTime.addAndGet(SILENCE.toNanos());
        assertTrue(pulse.within(SILENCE));

        nanoTime.addAndGet(1);
        assertFalse(pulse.within(SILENCE));
    }

    @Test
    void anotherBeatBeginsAgain() {
        pulse.beat();
        nanoTime.addAndGet(SILENCE.toNanos() + 1);
        pulse.beat();

        assertTrue(pulse.within(SILENCE));
    }
}
