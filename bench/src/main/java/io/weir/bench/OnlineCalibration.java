package io.weir.bench;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.query.Verdict;
import io.weir.core.routing.Effect;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What the calibration job would publish: cold Beta(1,1) posteriors moved by verdicts of pass and fail, and mean tokens of every
 * answer, verified or not. A new version after every so many outcomes.
 */
final class OnlineCalibration {

    private final int every;
    private final Map<TierTask, PassPosterior> posteriors = new HashMap<>();
    private final Map<TierTask, TokenMeans> tokens = new HashMap<>();
    private long outcomes;

    /** @param every outcomes between two versions, at least 1 */
    OnlineCalibration(int every) {
        if (every < 1) {
            throw new IllegalArgumentException("outcomes between two calibrations must be at least 1: " + every);
        }
        this.every = every;
    }

    /** Folds an outcome in; a version where one is due. */
    Optional<Calibration> after(Effect.OutcomeAccepted outcome, long atMicros) {
        TierTask slice = new TierTask(outcome.attempt().tier(), outcome.query().task());
        Verdict verdict = outcome.report().verdict();
        if (verdict != Verdict.UNKNOWN) {
            posteriors.put(
                    slice, posteriors.getOrDefault(slice, PassPosterior.COLD).after(verdict == Verdict.PASS));
        }
        tokens.merge(
                slice,
                new TokenMeans(
                        1,
                        outcome.report().usage().inputTokens(),
                        outcome.report().usage().outputTokens()),
                (a, b) -> new TokenMeans(
                        a.count() + b.count(),
                        a.sumInputTokens() + b.sumInputTokens(),
                        a.sumOutputTokens() + b.sumOutputTokens()));
        outcomes++;
        return outcomes % every == 0
                ? Optional.of(new Calibration("outcomes-" + outcomes, atMicros, outcomes, posteriors, tokens, Map.of()))
                : Optional.empty();
    }
}
