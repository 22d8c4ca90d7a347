package io.weir.bench;

import io.weir.core.query.Verifier;

/**
 * One prompt of a workload.
 *
 * @param id id within the workload; arrivals add order and round to it
 * @param task task class
 * @param text what the user says
 * @param maxTokens most output tokens, above 0
 * @param verifier the verifier that comes with it
 */
public record Prompt(String id, String task, String text, long maxTokens, Verifier verifier) {

    public Prompt {
        if (id.isEmpty() || maxTokens <= 0) {
            throw new IllegalArgumentException(
                    "prompt " + id + ": query_id must not be empty and max_tokens must be positive: " + maxTokens);
        }
    }
}
