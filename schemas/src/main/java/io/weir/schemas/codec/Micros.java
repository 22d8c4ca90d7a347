package io.weir.schemas.codec;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the epoch, as core has them, and instants, as generated classes have them. */
public final class Micros {

    private static final long MILLION = 1_000_000L;

    private Micros() {}

    public static long of(Instant instant) {
        return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), MILLION), instant.getNano() / 1_000);
    }

    public static Instant instant(long micros) {
        try {
            return Instant.ofEpochSecond(Math.floorDiv(micros, MILLION), Math.floorMod(micros, MILLION) * 1_000);
        } catch (DateTimeException e) {
            return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        }
    }
}
