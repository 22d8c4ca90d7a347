package io.weir.flink.calibration;

import io.weir.flink.Slice;
import java.util.SortedMap;

/**
 * What was learned of a slice, with the quantiles of its output tokens.
 *
 * @param p50 median, tokens; this and the others are above the true ones by at most 1/32
 */
public record LearnedSlice(Slice slice, Learned learned, long p50, long p90, long p99) {

    static LearnedSlice of(Slice slice, Learned learned, SortedMap<Integer, Long> buckets) {
        return new LearnedSlice(
                slice,
                learned,
                TokenBuckets.quantile(buckets, 50),
                TokenBuckets.quantile(buckets, 90),
                TokenBuckets.quantile(buckets, 99));
    }
}
