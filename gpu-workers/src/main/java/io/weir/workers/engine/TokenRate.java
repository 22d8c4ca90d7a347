package io.weir.workers.engine;

import io.weir.core.cost.Usage;

/**
 * How fast a model runs for one request.
 *
 * @param prefillPerSecond prompt tokens a second; 0: not known, and the prompt is taken to cost no time
 * @param decodePerSecond output tokens a second, positive
 */
public record TokenRate(double prefillPerSecond, double decodePerSecond) {

    public TokenRate {
        if (!(prefillPerSecond >= 0) || Double.isInfinite(prefillPerSecond)) {
            throw new IllegalArgumentException("prefillPerSecond: " + prefillPerSecond + " is not 0 or more");
        }
        if (!(decodePerSecond > 0) || Double.isInfinite(decodePerSecond)) {
            throw new IllegalArgumentException("decodePerSecond: " + decodePerSecond + " is not positive");
        }
    }

    /** Time for prompt tokens that are not cached and for output tokens, microseconds. */
    long micros(Usage usage) {
        double prefill =
                prefillPerSecond == 0 ? 0 : (usage.inputTokens() - usage.cachedInputTokens()) / prefillPerSecond;
        return Math.round((prefill + usage.outputTokens() / decodePerSecond) * 1_000_000);
    }
}
