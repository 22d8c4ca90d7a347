package io.weir.workers.engine;

/**
 * Tokens of one call.
 *
 * @param input prompt tokens, cached ones included
 * @param cachedInput part of input that came from the prompt cache
 * @param output generated tokens, reasoning included
 * @param reasoning part of output spent on reasoning
 */
public record TokenUsage(long input, long cachedInput, long output, long reasoning) {

    /** Nothing was counted, because nothing was sent. */
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, 0);

    public TokenUsage {
        if (input < 0 || cachedInput < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("usage: negative tokens in " + input + "/" + cachedInput + "/" + output
                    + "/" + reasoning + " (input/cached/output/reasoning)");
        }
        if (cachedInput > input || reasoning > output) {
            throw new IllegalArgumentException("usage: a part is more than the whole in " + input + "/" + cachedInput
                    + "/" + output + "/" + reasoning + " (input/cached/output/reasoning)");
        }
    }
}
