package io.weir.workers.verify;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a verifier says of an answer.
 *
 * @param result pass, fail, or unknown where nothing could be said
 * @param score degree of fulfilment from 0 to 1, where the kind gives one
 * @param error why the result is unknown although the verifier ran; absent otherwise
 */
public record Verdict(Result result, OptionalDouble score, Optional<String> error) {

    /** The three verdicts of the contract. */
    public enum Result {
        PASS,
        FAIL,
        UNKNOWN;

        /** The word in {@code io.weir.v1.Outcome.verdict}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Verdict {
        Objects.requireNonNull(result, "result");
        if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("score: " + score.getAsDouble() + " is not within 0 and 1");
        }
        if (error.isPresent() && result != Result.UNKNOWN) {
            throw new IllegalArgumentException("error: only an unknown verdict has one, this is " + result.word());
        }
    }

    static Verdict of(boolean passed) {
        return new Verdict(passed ? Result.PASS : Result.FAIL, OptionalDouble.empty(), Optional.empty());
    }

    static Verdict unknown() {
        return new Verdict(Result.UNKNOWN, OptionalDouble.empty(), Optional.empty());
    }

    static Verdict unknown(String error) {
        return new Verdict(Result.UNKNOWN, OptionalDouble.empty(), Optional.of(error));
    }
}
