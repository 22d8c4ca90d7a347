package io.weir.core.routing;

import io.weir.core.query.Query;
import io.weir.core.tier.Tier;
import java.util.OptionalLong;

/**
 * The most output tokens that an attempt holds and the engine enforces: what the caller asked; where it asked nothing, what
 * outcomes of the tier on the task taught, else the default of the settings. Never more than the tier gives.
 */
final class Ceilings {

    /** What Weir sets by itself stays below this many times the default: a model that runs on for ever does not teach more. */
    static final long MOST_DEFAULTS = 4;
    /** A cut answer says only that it is longer: the ceiling that it is made again with is this many times the first. */
    static final long GROWTH = 4;

    private static final int BYTES_PER_TOKEN = 4;

    private Ceilings() {}

    /** Of this very prompt: the mean of its task says nothing about whether a long one fits. */
    static long estimatedInputTokens(Query query, Tier tier) {
        return tier.inputTokenBound(query.promptBytes() / BYTES_PER_TOKEN + 1, query.messages());
    }

    /** Ceiling of a first try at a tier. */
    static long first(Step step, Query query, Tier tier) {
        if (query.maxOutputTokens() > 0) {
            return withinTier(query.maxOutputTokens(), tier);
        }
        OptionalLong learned =
                step.state().catalogue().calibration().outputCeiling(tier.name(), query.task(), query.promptBytes());
        long own = Math.min(learned.orElse(step.settings.maxOutputTokens()), most(step));
        return withinTier(own, tier);
    }

    /** Ceiling to make an answer again with that was cut at another one; not above that one where there is no more to give. */
    static long continued(Step step, Query query, Tier tier, long cutAt) {
        long larger = Math.max(step.settings.maxOutputTokens(), Math.multiplyExact(GROWTH, cutAt));
        long room = tier.contextWindow() - estimatedInputTokens(query, tier);
        return withinTier(Math.min(Math.min(larger, most(step)), room), tier);
    }

    private static long most(Step step) {
        return Math.multiplyExact(MOST_DEFAULTS, step.settings.maxOutputTokens());
    }

    private static long withinTier(long tokens, Tier tier) {
        return tier.maxOutputTokens() > 0 ? Math.min(tokens, tier.maxOutputTokens()) : tokens;
    }
}
