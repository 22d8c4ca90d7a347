package io.weir.core.calibration;

import java.util.Map;
import java.util.OptionalLong;

/**
 * How many tokens a tier takes on a task at most, but for one answer in a hundred: what a hold takes where the caller sets no
 * ceiling. Known by size of the prompt too, since a long prompt is answered unlike a short one.
 *
 * @param all of prompts of any size
 * @param bySize by {@link #size} of the prompt
 */
public record TokenCeilings(Level all, Map<Integer, Level> bySize) {

    /** Below this many answers the 99th percentile is the greatest one seen or above, and says nothing. */
    public static final long LEAST_ANSWERS = 100;

    /** Greatest size class: that of 4^31 bytes and more. */
    public static final int LARGEST_SIZE = 32;

    public TokenCeilings {
        bySize = Map.copyOf(bySize);
    }

    /**
     * Quantiles of one size.
     *
     * @param count answers behind it, at least 0
     * @param outputTokens 99th percentile of the output tokens, where an answer that was cut counts as twice its tokens: it
     *     would have been longer, and once more than one in a hundred is cut, the percentile doubles
     */
    public record Level(long count, long outputTokens) {

        public static final Level NONE = new Level(0, 0);

        public Level {
            if (count < 0 || outputTokens < 0) {
                throw new IllegalArgumentException("a token ceiling of " + count + " answers, " + outputTokens);
            }
        }

        boolean known() {
            return count >= LEAST_ANSWERS;
        }

        /** The quantile and a margin for how little is known, q × (1 + 1/√n), rounded up; at least 1. */
        long outputCeiling() {
            return Math.max(1, outputTokens + (long) Math.ceil(outputTokens / Math.sqrt((double) count)));
        }
    }

    /** Size class of a prompt: prompts within a factor of 4 are alike. 0 for no bytes, 1 for 1 to 3, 2 for 4 to 15, up to {@link #LARGEST_SIZE}. */
    public static int size(long promptBytes) {
        return promptBytes <= 0 ? 0 : (Long.SIZE - 1 - Long.numberOfLeadingZeros(promptBytes)) / 2 + 1;
    }

    /** Ceiling for an answer to a prompt of so many bytes; of all sizes where its own is not known yet, empty before that. */
    public OptionalLong outputCeiling(long promptBytes) {
        Level own = bySize.getOrDefault(size(promptBytes), Level.NONE);
        Level best = own.known() ? own : all;
        return best.known() ? OptionalLong.of(best.outputCeiling()) : OptionalLong.empty();
    }
}
