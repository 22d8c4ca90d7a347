package io.weir.flink.calibration;

import io.weir.flink.OutcomeEvent;

/**
 * What outcomes taught about one slice.
 *
 * @param passes verdicts pass
 * @param fails verdicts fail
 * @param answers attempts that the engine answered, be it cut short; tokens are of these alone, since an error has none
 * @param truncated those of the answers that were cut
 * @param cutByWeir those of them that a ceiling of Weir cut
 * @param sumInputTokens over the answers
 * @param sumOutputTokens over the answers
 */
public record Learned(
        long passes,
        long fails,
        long answers,
        long truncated,
        long cutByWeir,
        long sumInputTokens,
        long sumOutputTokens) {

    public static final Learned NOTHING = new Learned(0, 0, 0, 0, 0, 0, 0);

    /** Whether the outcome teaches anything: a late one was learned from as lost before. */
    public static boolean from(OutcomeEvent outcome) {
        return !outcome.late();
    }

    /** The same with one more outcome, which is not late. */
    public Learned fold(OutcomeEvent outcome) {
        boolean answered = outcome.answered();
        return new Learned(
                passes + (outcome.passed() ? 1 : 0),
                fails + (outcome.failed() ? 1 : 0),
                answers + (answered ? 1 : 0),
                truncated + (outcome.truncated() ? 1 : 0),
                cutByWeir + (outcome.cutByWeir() ? 1 : 0),
                Math.addExact(sumInputTokens, answered ? outcome.inputTokens() : 0),
                Math.addExact(sumOutputTokens, answered ? outcome.outputTokens() : 0));
    }
}
