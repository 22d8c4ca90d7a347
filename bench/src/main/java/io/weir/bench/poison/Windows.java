package io.weir.bench.poison;

import java.util.OptionalInt;

/**
 * Quiet and poison windows in turn, beginning with a quiet one. The beginning of each counts for nobody: what the window
 * before has left behind is dealt with there.
 *
 * @param startNanos of {@link System#nanoTime}
 * @param lengthNanos of one window
 * @param settleNanos uncounted beginning of each, below the length
 * @param pairs quiet and poison windows, each
 */
record Windows(long startNanos, long lengthNanos, long settleNanos, int pairs) {

    Windows {
        if (pairs < 1 || settleNanos < 0 || settleNanos >= lengthNanos) {
            throw new IllegalArgumentException(
                    "windows of " + lengthNanos + " ns with " + settleNanos + " ns to settle, " + pairs + " pairs");
        }
    }

    int count() {
        return 2 * pairs;
    }

    long endNanos() {
        return startNanos + count() * lengthNanos;
    }

    static boolean isPoison(int window) {
        return window % 2 == 1;
    }

    /** The window of a time, counted or not; -1 before the first and behind the last. */
    int at(long nanos) {
        long passed = nanos - startNanos;
        return passed < 0 || nanos >= endNanos() ? -1 : (int) (passed / lengthNanos);
    }

    /** The window in which something that was due at a time counts; empty where it counts in none. */
    OptionalInt countedAt(long nanos) {
        int window = at(nanos);
        boolean settled = window >= 0 && (nanos - startNanos) % lengthNanos >= settleNanos;
        return settled ? OptionalInt.of(window) : OptionalInt.empty();
    }

    /** Time of poison that has passed by a time, nanoseconds. */
    long poisonedNanos(long nanos) {
        long passed = Math.max(0, Math.min(nanos, endNanos()) - startNanos);
        long pair = 2 * lengthNanos;
        return passed / pair * lengthNanos + Math.max(0, passed % pair - lengthNanos);
    }
}
