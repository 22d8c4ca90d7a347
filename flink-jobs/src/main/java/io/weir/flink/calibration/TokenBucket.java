package io.weir.flink.calibration;

import io.weir.flink.Slice;

/**
 * A bucket of the token histograms of a slice: key of the state that counts their values.
 *
 * @param size size class of the prompt
 * @param bucket bucket of the output tokens
 * @param cut whether the answers were cut
 */
public record TokenBucket(Slice slice, int size, int bucket, boolean cut) {}
