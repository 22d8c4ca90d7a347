package io.weir.schemas.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the epoch, as core has them, and instants, as generated classes have them. */
public final class Micros {

    private static final long MILLION = 1_000_000L;

    private Micros() {}

    /**
     * Microseconds of an instant; the inverse of {@link #instant} for every long.
     *
     * @throws ArithmeticException beyond a long, which no record on the wire can be
     */
    public static long of(Instant instant) {
        long seconds = instant.getEpochSecond();
        long micros = instant.getNano() / 1_000;
        // Before the epoch the second is rounded down: times a million it may pass Long.MIN_VALUE where the sum does
        // not.
        return seconds < 0
                ? Math.addExact(Math.multiplyExact(seconds + 1, MILLION), micros - MILLION)
                : Math.addExact(Math.multiplyExact(seconds, MILLION), micros);
    }

    public static Instant instant(long micros) {
        try {
            return Instant.ofEpochSecond(Math.floorDiv(micros, MILLION), Math.floorMod(micros, MILLION) * 1_000);
        } catch (DateTimeException e) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
    }
}
