package io.weir.core.calibration;

/**
 * Tokens that a tier took on a task, on average.
 *
 * @param count outcomes behind it, above 0
 */
public record TokenMeans(long count, long sumInputTokens, long sumOutputTokens) {

    public TokenMeans {
        if (count <= 0 || sumInputTokens < 0 || sumOutputTokens < 0) {
            throw new IllegalArgumentException(
                    "token means of " + count + " outcomes, sums " + sumInputTokens + " and " + sumOutputTokens);
        }
    }

    /** Mean, rounded up. */
    public long inputTokens() {
        return sumInputTokens / count + (sumInputTokens % count == 0 ? 0 : 1);
    }

    /** Mean, rounded up. */
    public long outputTokens() {
        return sumOutputTokens / count + (sumOutputTokens % count == 0 ? 0 : 1);
    }
}
