package io.weir.core.calibration;

import java.util.SortedMap;

/**
 * Quantiles of token counts from a histogram whose buckets grow with the value, as in HdrHistogram and DDSketch (Masson et
 * al., 2019).
 *
 * <p>A value below 64 has a bucket of its own; above, each power of two is cut into 32 buckets, so that a bucket is never wider
 * than 1/32 of its values. Unlike a sample or a rank sketch the result does not depend on the order of the values, so a
 * replay gives the same quantiles. At a billion tokens, the most that is let in, there are 832 buckets.
 */
public final class TokenBuckets {
    private static final int BITS = 5;
    private static final int PER_POWER = 1 << BITS;

    private TokenBuckets() {}

    /**
     * Bucket of a value; a greater value never has a lower bucket.
     *
     * @param tokens 0 or more
     */
    public static int bucket(long tokens) {
        if (tokens < 0) {
            throw new IllegalArgumentException("tokens must be 0 or more, is " + tokens);
        }
        if (tokens < PER_POWER) {
            return (int) tokens;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(tokens);
        int within = (int) (tokens >>> (power - BITS)) & (PER_POWER - 1);
        return (power - BITS + 1) * PER_POWER + within;
    }

    /** Greatest value of a bucket. */
    public static long greatest(int bucket) {
        if (bucket < PER_POWER) {
            return bucket;
        }
        int shift = bucket / PER_POWER - 1;
        long lowest = (long) (PER_POWER + bucket % PER_POWER) << shift;
        return lowest + (1L << shift) - 1;
    }

    /**
     * Quantile by nearest rank, as the greatest value of its bucket: never below the true one, above by at most 1/32.
     *
     * @param counts values by bucket
     * @param percent in 1..100
     * @return 0 where there are no values
     */
    public static long quantile(SortedMap<Integer, Long> counts, int percent) {
        long total = counts.values().stream().mapToLong(Long::longValue).sum();
        long rank = (total * percent + 99) / 100;
        long seen = 0;
        for (var entry : counts.entrySet()) {
            seen += entry.getValue();
            if (seen >= rank) {
                return greatest(entry.getKey());
            }
        }
        return 0;
    }
}
