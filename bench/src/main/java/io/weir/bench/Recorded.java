package io.weir.bench;

import io.weir.core.cost.Usage;

/**
 * What a model once answered to a prompt.
 *
 * @param output the answer
 * @param truncated whether the output ceiling ended it
 * @param usage tokens as the engine metered them
 * @param correct what the true grader said
 */
record Recorded(String output, boolean truncated, Usage usage, boolean correct) {}
