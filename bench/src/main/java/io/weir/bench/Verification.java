package io.weir.bench;

import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.core.query.Verifier;
import io.weir.core.routing.Seeds;

/** How well the router is told which answers are right. The pass rate of a report never depends on it. */
enum Verification {
    /** The verdict is the true grader's. */
    PERFECT("perfect", 1.0, 0.0),
    /** A right answer is accepted with probability 0.95, a wrong one with 0.20. */
    NOISY("95/20", 0.95, 0.20),
    /** Nothing verifies: one attempt, verdict unknown. */
    NONE("none", Double.NaN, Double.NaN);

    private final String wireName;
    private final double acceptRight;
    private final double acceptWrong;

    Verification(String wireName, double acceptRight, double acceptWrong) {
        this.wireName = wireName;
        this.acceptRight = acceptRight;
        this.acceptWrong = acceptWrong;
    }

    String wireName() {
        return wireName;
    }

    Verifier verifier(Prompt prompt) {
        return this == NONE ? Verifier.NONE : prompt.verifier();
    }

    /**
     * The verdict on one answer. The draw hangs on the query's key and the model alone, so every policy meets the same
     * verdict on the same answer of the same arrival.
     */
    Verdict verdict(QueryKey key, String model, boolean correct) {
        if (this == NONE) {
            return Verdict.UNKNOWN;
        }
        double draw = (Seeds.seed(key, 0, "verdict/" + model) >>> 11) * 0x1.0p-53;
        return draw < (correct ? acceptRight : acceptWrong) ? Verdict.PASS : Verdict.FAIL;
    }
}
