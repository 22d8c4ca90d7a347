package io.weir.core.calibration;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One version of what outcomes taught.
 *
 * @param version name; empty for {@link #NONE}
 * @param atMicros greatest time of the outcomes folded in
 * @param revision offset of the calibration record that this is of
 * @param tokens mean tokens, for what an attempt is expected to cost
 * @param ceilings greatest tokens, for what it may cost
 */
public record Calibration(
        String version,
        long atMicros,
        long revision,
        Map<TierTask, PassPosterior> posteriors,
        Map<TierTask, TokenMeans> tokens,
        Map<TierTask, TokenCeilings> ceilings) {

    public static final Calibration NONE = new Calibration("", 0, -1, Map.of(), Map.of(), Map.of());

    public Calibration {
        posteriors = Map.copyOf(posteriors);
        tokens = Map.copyOf(tokens);
        ceilings = Map.copyOf(ceilings);
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

    /** Ceiling for an answer of the tier to a prompt of the task of so many bytes; empty where too little is known. */
    public OptionalLong outputCeiling(String tier, String task, long promptBytes) {
        TokenCeilings known = ceilings.get(new TierTask(tier, task));
        return known == null ? OptionalLong.empty() : known.outputCeiling(promptBytes);
    }
}
