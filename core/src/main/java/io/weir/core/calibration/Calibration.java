package io.weir.core.calibration;

import java.util.Map;
import java.util.Optional;

/**
 * One version of what outcomes taught.
 *
 * @param version name; empty for {@link #NONE}
 * @param atMicros greatest time of the outcomes folded in
 * @param revision offset of the calibration record that this is of
 */
public record Calibration(
        String version,
        long atMicros,
        long revision,
        Map<TierTask, PassPosterior> posteriors,
        Map<TierTask, TokenMeans> tokens) {

    public static final Calibration NONE = new Calibration("", 0, -1, Map.of(), Map.of());

    public Calibration {
        posteriors = Map.copyOf(posteriors);
        tokens = Map.copyOf(tokens);
    }

    /** Probability that one attempt of the tier passes the task, in (0, 1). */
    public double passProbability(String tier, String task) {
        return posteriors
                .getOrDefault(new TierTask(tier, task), PassPosterior.COLD)
                .mean();
    }

    public Optional<TokenMeans> tokens(String tier, String task) {
        return Optional.ofNullable(tokens.get(new TierTask(tier, task)));
    }
}
