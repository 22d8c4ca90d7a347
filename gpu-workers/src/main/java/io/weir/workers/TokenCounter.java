package io.weir.workers;

import io.weir.workers.engine.ChatBody;

/**
 * Counts prompt tokens as an engine's tokenizer does, template included. Where a tier has one, an attempt of more tokens than
 * were held is refused before it costs anything.
 */
@FunctionalInterface
public interface TokenCounter {

    /** Prompt tokens of the body at a model, 0 or more. */
    long count(String model, ChatBody body);
}
