package io.weir.core.routing;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Times in sentences. */
final class Timestamps {

    private Timestamps() {}

    /** ISO 8601 in UTC, such as 2026-03-01T00:00:00Z. */
    static String text(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
    }
}
