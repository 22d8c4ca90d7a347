package io.weir.workers.engine;

import java.time.Duration;

/**
 * One call.
 *
 * @param model model to ask for; replaces the body's
 * @param body what the application asked
 * @param maxOutputTokens ceiling of output tokens, reasoning included, at least 1
 * @param remaining time left until nobody wants the answer; positive
 */
public record EngineRequest(String model, ChatBody body, long maxOutputTokens, Duration remaining) {

    public EngineRequest {
        if (maxOutputTokens < 1) {
            throw new IllegalArgumentException("maxOutputTokens: " + maxOutputTokens + " is not positive");
        }
        if (remaining.isZero() || remaining.isNegative()) {
            throw new IllegalArgumentException("remaining: " + remaining + " is not positive");
        }
    }

    /** The ceiling, or what the body asks where that is less. */
    public long ceiling() {
        return Math.min(maxOutputTokens, body.askedOutputTokens().orElse(Long.MAX_VALUE));
    }
}
