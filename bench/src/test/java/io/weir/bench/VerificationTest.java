package io.weir.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VerificationTest {

    private static final int DRAWS = 40_000;

    /** Bounds are four standard errors: 4 × √(p(1 − p) / 40,000). */
    @Test
    void noisyVerifierAcceptsNinetyFiveInAHundredRightAnswers_andTwentyWrongOnes() {
        assertEquals(0.95, acceptedShare(Verification.NOISY, true), 0.0044);
        assertEquals(0.20, acceptedShare(Verification.NOISY, false), 0.0080);
    }

    @Test
    void perfectVerifierIsNeverWrong() {
        assertEquals(1.0, acceptedShare(Verification.PERFECT, true));
        assertEquals(0.0, acceptedShare(Verification.PERFECT, false));
    }

    @Test
    void withoutAVerifierTheVerdictIsUnknown() {
        assertEquals(Verdict.UNKNOWN, Verification.NONE.verdict(new QueryKey("t", "q"), "m", true));
        assertEquals(Verdict.UNKNOWN, Verification.NONE.verdict(new QueryKey("t", "q"), "m", false));
    }

    /** Independent draws of p = 0.2 agree in 0.2² + 0.8² = 0.68 of the cases. */
    @Test
    void verdictsOnTwoModelsAnswersAreDrawnApart() {
        long same = IntStream.range(0, DRAWS)
                .filter(i -> verdict("a", i, false) == verdict("b", i, false))
                .count();

        assertTrue(Math.abs(same / (double) DRAWS - 0.68) < 0.0094, "share of equal verdicts: " + same);
    }

    private static double acceptedShare(Verification verification, boolean correct) {
        long accepted = IntStream.range(0, DRAWS)
                .filter(i -> verification.verdict(key(i), "model", correct) == Verdict.PASS)
                .count();
        return (double) accepted / DRAWS;
    }

    private static Verdict verdict(String model, int i, boolean correct) {
        return Verification.NOISY.verdict(key(i), model, correct);
    }

    private static QueryKey key(int i) {
        return new QueryKey("bench", "q-" + i + "/0/1.0");
    }
}
