package io.weir.bench;

import java.util.List;

/**
 * What a bench of policies found.
 *
 * @param prompts prompts of the workload; each round plays each once
 * @param calibrateEvery outcomes between two versions of the calibration
 * @param rows one a verification and policy
 * @param paired cheapest-pass against each other policy, over the last round
 */
record PolicyReport(
        long seed,
        int orders,
        int rounds,
        int prompts,
        int calibrateEvery,
        List<String> tiers,
        List<Row> rows,
        List<Paired> paired) {

    /**
     * One policy under one verification.
     *
     * @param allRounds figures over all rounds, the cold start included
     * @param lastRound figures of the last round alone
     */
    record Row(String verifier, String policy, Figures allRounds, Figures lastRound) {}

    PolicyReport {
        tiers = List.copyOf(tiers);
        rows = List.copyOf(rows);
        paired = List.copyOf(paired);
    }
}
