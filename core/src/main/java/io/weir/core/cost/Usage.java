package io.weir.core.cost;

/**
 * Tokens of one attempt as the engine metered them.
 *
 * @param inputTokens prompt tokens, cached ones included, at least 0
 * @param cachedInputTokens part of the input read from the prompt cache
 * @param cacheWriteTokens part of the input written to the prompt cache at a price of its own
 * @param outputTokens generated tokens, reasoning included, at least 0
 * @param reasoningTokens part of the output spent on reasoning
 */
public record Usage(
        long inputTokens, long cachedInputTokens, long cacheWriteTokens, long outputTokens, long reasoningTokens) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);

    public Usage {
        if (inputTokens < 0
                || cachedInputTokens < 0
                || cacheWriteTokens < 0
                || outputTokens < 0
                || reasoningTokens < 0) {
            throw new IllegalArgumentException("usage must not be negative: input " + inputTokens + ", cached "
                    + cachedInputTokens + ", cache write " + cacheWriteTokens + ", output " + outputTokens
                    + ", reasoning " + reasoningTokens);
        }
        if (cachedInputTokens > inputTokens - cacheWriteTokens) {
            throw new IllegalArgumentException("cached_input_tokens " + cachedInputTokens + " and cache_write_tokens "
                    + cacheWriteTokens + " exceed input_tokens " + inputTokens);
        }
        if (reasoningTokens > outputTokens) {
            throw new IllegalArgumentException(
                    "reasoning_tokens " + reasoningTokens + " exceed output_tokens " + outputTokens);
        }
    }

    public static Usage of(long inputTokens, long outputTokens) {
        return new Usage(inputTokens, 0, 0, outputTokens, 0);
    }

    public long totalTokens() {
        return Math.addExact(inputTokens, outputTokens);
    }

    /** Component by component the greater of the two; heartbeats only ever grow. */
    public Usage max(Usage other) {
        long input = Math.max(inputTokens, other.inputTokens);
        long cacheWrite = Math.min(Math.max(cacheWriteTokens, other.cacheWriteTokens), input);
        long cached = Math.min(Math.max(cachedInputTokens, other.cachedInputTokens), input - cacheWrite);
        long output = Math.max(outputTokens, other.outputTokens);
        return new Usage(
                input, cached, cacheWrite, output, Math.min(Math.max(reasoningTokens, other.reasoningTokens), output));
    }
}
