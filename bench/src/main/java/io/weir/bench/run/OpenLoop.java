package io.weir.bench.run;

/**
 * When each event of an open loop is due: evenly, whatever became of the ones before. A latency is counted from the time that
 * an event was due, not from when it was sent, so that a stall shows in every event that it delayed and not in one
 * (coordinated omission).
 *
 * @param startNanos of {@link System#nanoTime}
 * @param perSecond events a second, above 0
 */
public record OpenLoop(long startNanos, double perSecond) {

    private static final double NANOS = 1e9;

    public OpenLoop {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("per_second must be above 0, is " + perSecond);
        }
    }

    /** When an event is due, of {@link System#nanoTime}. */
    public long dueNanos(long event) {
        return startNanos + Math.round(event * (NANOS / perSecond));
    }

    /** How many events are due by a time. */
    public long dueBy(long nanos) {
        long passed = nanos - startNanos;
        return passed < 0 ? 0 : (long) Math.floor(passed * (perSecond / NANOS)) + 1;
    }

    /** Latency of an event that ended at a time, microseconds, at least 0. */
    public long latencyMicros(long event, long endNanos) {
        return Math.max(0, (endNanos - dueNanos(event)) / 1_000);
    }
}
