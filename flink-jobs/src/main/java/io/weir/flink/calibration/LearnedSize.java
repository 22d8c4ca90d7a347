package io.weir.flink.calibration;

/**
 * What was learned of the prompts of one size.
 *
 * @param size size class of the prompt
 * @param answers answers behind it
 * @param ceiling 99th percentile of the output tokens where a cut answer counts twice its tokens
 */
public record LearnedSize(int size, long answers, long ceiling) {}
