package io.weir.core.tier;

/**
 * Whether a tier is up, as the partition saw it: {@link #DOWN_AFTER} provider or own errors in a row take it down; then one
 * held probe per {@link #PROBE_EVERY_MICROS} of the partition clock goes to it until one answers, the first one that long after
 * the error that took it down.
 *
 * @param errorsInRow provider or own errors since the last answer
 * @param probedMicros partition clock when it was last probed, or else when it went down
 */
public record TierHealth(int errorsInRow, long probedMicros) {

    public static final TierHealth UP = new TierHealth(0, 0);
    public static final int DOWN_AFTER = 5;
    public static final long PROBE_EVERY_MICROS = 5_000_000L;

    public boolean isDown() {
        return errorsInRow >= DOWN_AFTER;
    }

    /** Whether an attempt may go to it now: it is up, or it is time for a probe. */
    public boolean admits(long atMicros) {
        return !isDown() || atMicros - probedMicros >= PROBE_EVERY_MICROS;
    }

    /** A probe was sent. */
    public TierHealth sent(long atMicros) {
        return new TierHealth(errorsInRow, atMicros);
    }

    public TierHealth answered() {
        return new TierHealth(0, probedMicros);
    }

    /** Errors of a tier that is down already, of its probes or of attempts under way, do not put the next probe off. */
    public TierHealth erred(long atMicros) {
        return isDown()
                ? this
                : new TierHealth(errorsInRow + 1, errorsInRow + 1 == DOWN_AFTER ? atMicros : probedMicros);
    }
}
