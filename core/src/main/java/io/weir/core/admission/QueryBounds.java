package io.weir.core.admission;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of a query that need no catalogue: ranges, sizes and times.
 *
 * @param horizonMicros age from which a query is refused, since its id may have been forgotten
 * @param skewMicros how far ahead of the platform's clock a producer's may be
 * @param maxInlineBytes largest body kept in the record
 */
public record QueryBounds(long horizonMicros, long skewMicros, int maxInlineBytes) {

    /** 7 days, 10 minutes and 256 KB. */
    public static final QueryBounds DEFAULT = new QueryBounds(7 * 24 * 3600 * 1_000_000L, 600 * 1_000_000L, 256 * 1024);

    /** Attempts of one query at most: plans are enumerated. */
    public static final int MAX_ATTEMPTS = 8;
    /** Output tokens at most: above any model's, and far below what would overflow a cost. */
    public static final long MAX_OUTPUT_TOKENS = 10_000_000L;
    /** Money of one query at most, nano-dollars: a million dollars. */
    public static final long MAX_NANODOLLARS = 1_000_000L * 1_000_000_000L;

    private static final Set<String> EFFORTS = Set.of("auto", "low", "medium", "high");
    private static final Set<String> STREAM_MODES = Set.of("none", "commit", "verified");

    /** Times of a query against the clock of who admits it. */
    public Optional<Violation> submittedAt(long submittedAtMicros, long nowMicros) {
        if (submittedAtMicros <= nowMicros - horizonMicros) {
            return Optional.of(Violation.of(
                    "too_old", "submitted_at", submittedAtMicros, "is older than the idempotency horizon (µs)"));
        }
        return submittedAtMicros > nowMicros + skewMicros
                ? Optional.of(
                        Violation.of("in_future", "submitted_at", submittedAtMicros, "is ahead of the clock (µs)"))
                : Optional.empty();
    }

    public Optional<Violation> requestBytes(long bytes) {
        return bytes > maxInlineBytes
                ? Optional.of(
                        Violation.of("too_large", "request", bytes + " bytes", "is above " + maxInlineBytes + " bytes"))
                : Optional.empty();
    }

    public static Optional<Violation> probability(String field, @Nullable Double value) {
        return value != null && !(value >= 0 && value <= 1)
                ? Optional.of(Violation.invalid(field, value, "must be from 0 to 1"))
                : Optional.empty();
    }

    public static Optional<Violation> money(String field, @Nullable Long nanodollars) {
        return value(field, nanodollars, 0, MAX_NANODOLLARS);
    }

    public static Optional<Violation> attempts(String field, int value) {
        return value(field, (long) value, 0, MAX_ATTEMPTS);
    }

    public static Optional<Violation> outputTokens(String field, long value) {
        return value(field, value, 1, MAX_OUTPUT_TOKENS);
    }

    public static Optional<Violation> effort(String value) {
        return oneOf("effort", value, EFFORTS);
    }

    public static Optional<Violation> streamMode(String value) {
        return oneOf("stream_mode", value, STREAM_MODES);
    }

    private static Optional<Violation> value(String field, @Nullable Long value, long least, long most) {
        return value != null && (value < least || value > most)
                ? Optional.of(Violation.invalid(field, value, "must be from " + least + " to " + most))
                : Optional.empty();
    }

    private static Optional<Violation> oneOf(String field, String value, Set<String> allowed) {
        return allowed.contains(value)
                ? Optional.empty()
                : Optional.of(Violation.invalid(field, value, "must be one of " + new java.util.TreeSet<>(allowed)));
    }
}
