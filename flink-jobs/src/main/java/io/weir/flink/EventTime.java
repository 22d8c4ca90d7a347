package io.weir.flink;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The contracts keep time in microseconds, Flink in milliseconds; both since the epoch. */
public final class EventTime {
    public static final long MICROS_PER_MILLI = 1_000;
    public static final long MICROS_PER_MINUTE = 60_000_000;

    private EventTime() {}

    /** Microseconds of an instant; finer digits are cut. */
    public static long micros(Instant instant) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    }

    public static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** Milliseconds that contain the microsecond. */
    public static long millis(long micros) {
        return Math.floorDiv(micros, MICROS_PER_MILLI);
    }

    /** Start of the minute that the microsecond is in, microseconds. */
    public static long minuteStart(long micros) {
        return Math.floorDiv(micros, MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
    }
}
