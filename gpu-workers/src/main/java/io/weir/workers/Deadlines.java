package io.weir.workers;

import io.weir.v1.Attempt;
import java.time.Instant;
import java.util.Optional;

/** The deadline of an attempt; the schema's default of 0 means none. */
final class Deadlines {

    private Deadlines() {}

    static Optional<Instant> of(Attempt attempt) {
        return Optional.of(attempt.getDeadline()).filter(deadline -> deadline.isAfter(Instant.EPOCH));
    }
}
