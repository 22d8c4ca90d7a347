package io.weir.core.ledger;

/**
 * A stretch of the partition clock, microseconds since the epoch.
 *
 * @param startMicros start, inclusive
 * @param endMicros end, exclusive
 */
public record Period(long startMicros, long endMicros) {

    /** The period of a limit without a window. */
    public static final Period LIFETIME = new Period(Long.MIN_VALUE, Long.MAX_VALUE);

    public Period {
        if (endMicros <= startMicros) {
            throw new IllegalArgumentException("period end " + endMicros + " is not after its start " + startMicros);
        }
    }

    /** Whether a time is in it. */
    public boolean contains(long atMicros) {
        return startMicros <= atMicros && atMicros < endMicros;
    }

    public boolean overlaps(Period other) {
        return startMicros < other.endMicros && other.startMicros < endMicros;
    }

    public boolean isLifetime() {
        return equals(LIFETIME);
    }
}
