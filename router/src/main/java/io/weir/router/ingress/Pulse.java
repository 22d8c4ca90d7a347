package io.weir.router.ingress;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** When something last went well. */
final class Pulse {

    private static final long NEVER = Long.MIN_VALUE;

    private final LongSupplier nanoTime;
    private final AtomicLong last = new AtomicLong(NEVER);

    /** @param nanoTime monotonic time in nanoseconds, as of {@link System#nanoTime} */
    Pulse(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void beat() {
        last.set(nanoTime.getAsLong());
    }

    /** Whether the last beat is no longer ago than that; false before the first. */
    boolean within(Duration silence) {
        long then = last.get();
        return then != NEVER && nanoTime.getAsLong() - then <= silence.toNanos();
    }
}
