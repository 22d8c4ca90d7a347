package io.weir.core.tier;

/**
 * Whether a tier is up, as the partition saw it: {@link #DOWN_AFTER} provider or own errors in a row take it down; then one
 * held probe per {@link #PROBE_EVERY_MICROS} of the partition clock goes to it until one answers.
 *
 * @param errorsInRow provider or own errors since the last answer
 * @param lastSentMicros partition clock when the last attempt was sent to it
 */
public record TierHealth(int errorsInRow, long lastSentMicros) {

    public static final TierHealth UP = new TierHealth(0, 0);
    public static final int DOWN_AFTER = 5;
    public static final long PROBE_EVERY_MICROS = 5_000_000L;

    public boolean isDown() {
        return errorsInRow >= DOWN_AFTER;
    }

    /** Whether an attempt may go to it now: it is up, or it is time for a probe. */
    public boolean admits(long atMicros) {
        return !isDown() || atMicros - lastSentMicros >= PROBE_EVERY_MICROS;
    }

    public TierHealth sent(long atMicros) {
        return new TierHealth(errorsInRow, atMicros);
    }

    public TierHealth answered() {
        return new TierHealth(0, lastSentMicros);
    }

    public TierHealth erred() {
        return new TierHealth(Math.min(errorsInRow + 1, DOWN_AFTER), lastSentMicros);
    }
}
