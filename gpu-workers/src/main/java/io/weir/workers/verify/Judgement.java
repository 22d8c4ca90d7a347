package io.weir.workers.verify;

import io.weir.core.query.Verdict;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a verifier says of an answer.
 *
 * @param verdict pass, fail, or unknown where nothing could be said
 * @param score degree of fulfilment from 0 to 1, where the kind gives one
 * @param error why the verdict is unknown although the verifier ran; absent otherwise
 */
public record Judgement(Verdict verdict, OptionalDouble score, Optional<String> error) {

    public Judgement {
        Objects.requireNonNull(verdict, "verdict");
        if (score.isPresent() && !(score.getAsDouble() >= 0 && score.getAsDouble() <= 1)) {
            throw new IllegalArgumentException("score: " + score.getAsDouble() + " is not within 0 and 1");
        }
        if (error.isPresent() && verdict != Verdict.UNKNOWN) {
            throw new IllegalArgumentException("error: only an unknown verdict has one, this is " + verdict.wireName());
        }
    }

    static Judgement of(boolean passed) {
        return new Judgement(passed ? Verdict.PASS : Verdict.FAIL, OptionalDouble.empty(), Optional.empty());
    }

    /** Nothing was judged. */
    public static Judgement none() {
        return new Judgement(Verdict.UNKNOWN, OptionalDouble.empty(), Optional.empty());
    }

    /** The verifier could not tell, and why. */
    public static Judgement unknown(String error) {
        return new Judgement(Verdict.UNKNOWN, OptionalDouble.empty(), Optional.of(error));
    }
}
