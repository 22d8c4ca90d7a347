package io.weir.flink.calibration;

import io.weir.flink.Slice;

/** A bucket of the token histogram of a slice: key of the state that counts its values. */
public record TokenBucket(Slice slice, int bucket) {}
