package io.weir.infra.registry.log;

import java.time.Duration;

/** A point in monotonic time that an operation may not pass. */
record Deadline(long atNanos) {

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** Time left; zero once it has passed. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, atNanos - System.nanoTime()));
    }

    boolean passed() {
        return left().isZero();
    }
}
