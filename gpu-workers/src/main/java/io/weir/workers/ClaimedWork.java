package io.weir.workers;

import io.weir.core.cost.Usage;
import io.weir.v1.Attempt;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt that this worker has claimed: it waits, runs, or is stopped.
 *
 * <p>Stopping and running race. Whoever comes first decides: a run that has not begun never begins, one that has is
 * interrupted, and one that has ended is left alone, so that no interrupt reaches the thread's next work.
 */
final class ClaimedWork {

    /** Why work is stopped from outside. */
    enum Stop {
        CANCELLED,
        CLOSING
    }

    private final Attempt attempt;
    private final String claim;
    private final Optional<String> traceparent;
    private final Instant claimedAt;
    private final long claimedNanos;

    private @Nullable Thread runner;
    private @Nullable Stop stop;
    private long begunNanos;
    private boolean ended;

    ClaimedWork(Attempt attempt, String claim, Optional<String> traceparent, Instant claimedAt, long claimedNanos) {
        this.attempt = attempt;
        this.claim = claim;
        this.traceparent = traceparent;
        this.claimedAt = claimedAt;
        this.claimedNanos = claimedNanos;
    }

    Attempt attempt() {
        return attempt;
    }

    String claim() {
        return claim;
    }

    Optional<String> traceparent() {
        return traceparent;
    }

    Instant claimedAt() {
        return claimedAt;
    }

    /** Microseconds from the claim to a moment of the monotonic clock. */
    long waitedMicros(long nanos) {
        return Math.max(0, nanos - claimedNanos) / 1000;
    }

    /** Whether this thread may run it; not where it was stopped before. */
    synchronized boolean begin(Thread thread, long nanos) {
        if (stop != null) {
            return false;
        }
        runner = thread;
        begunNanos = nanos;
        return true;
    }

    /** The run is over; its thread is free and not interrupted. */
    synchronized void end() {
        if (runner == Thread.currentThread()) {
            Thread.interrupted();
        }
        runner = null;
        ended = true;
    }

    /** Stops it where it is not over; the first reason stays. */
    synchronized void stop(Stop reason) {
        if (ended || stop != null) {
            return;
        }
        stop = reason;
        if (runner != null) {
            runner.interrupt();
        }
    }

    synchronized Optional<Stop> stopped() {
        return Optional.ofNullable(stop);
    }

    synchronized boolean running() {
        return runner != null;
    }

    /** Microseconds at the engine so far; 0 before. */
    synchronized long runMicros(long nanos) {
        return runner == null ? 0 : Math.max(0, nanos - begunNanos) / 1000;
    }

    /** What an engine may bill for it so far: nothing before its run, and the bound from then on. */
    synchronized Usage spent() {
        return runner != null || ended ? Bounds.cutOff(attempt, 0) : Usage.NONE;
    }

    boolean isOf(String tenant, String queryId, int number) {
        return attempt.getAttempt() == number
                && attempt.getTenant().equals(tenant)
                && attempt.getQueryId().equals(queryId);
    }
}
