package io.weir.core.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketsTest {

    @Test
    void below64EveryValueHasItsOwnBucket() {
        for (long tokens = 0; tokens < 64; tokens++) {
            assertEquals(tokens, TokenBuckets.bucket(tokens));
            assertEquals(tokens, TokenBuckets.greatest(TokenBuckets.bucket(tokens)));
        }
    }

    @Test
    void bucketsFollowEachOtherWithoutAGap() {
        for (int bucket = 0; bucket < 832; bucket++) {
            long greatest = TokenBuckets.greatest(bucket);
            assertEquals(bucket, TokenBuckets.bucket(greatest));
            assertEquals(bucket + 1, TokenBuckets.bucket(greatest + 1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {64, 65, 127, 128, 1_000, 4_095, 4_096, 123_456, 1_000_000_000})
    void aBucketIsNoWiderThanA32thOfItsValues(long tokens) {
        long greatest = TokenBuckets.greatest(TokenBuckets.bucket(tokens));
        assertTrue(greatest >= tokens);
        assertTrue((greatest - tokens) * 32 <= tokens, tokens + " became " + greatest);
    }

    @Test
    void aBillionTokensHaveABucketBelow832() {
        assertTrue(TokenBuckets.bucket(1_000_000_000) < 832);
    }

    @Test
    void negativeTokensAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> TokenBuckets.bucket(-1));
    }

    @Test
    void quantilesAreByNearestRank() {
        SortedMap<Integer, Long> counts = counts(LongStream.rangeClosed(1, 10).toArray());
        assertEquals(1, TokenBuckets.quantile(counts, 10));
        assertEquals(2, TokenBuckets.quantile(counts, 11));
        assertEquals(5, TokenBuckets.quantile(counts, 50));
        assertEquals(10, TokenBuckets.quantile(counts, 99));
        assertEquals(7, TokenBuckets.quantile(counts(7), 50));
        assertEquals(0, TokenBuckets.quantile(counts(), 50));
    }

    @Test
    void aQuantileIsNeverBelowTheTrueOne_andAtMostA32thAbove() {
        long seed = 7;
        long[] values = new Random(seed)
                .longs(5_000, 0, 200_000)
                .map(v -> v * v / 200_000)
                .toArray();
        SortedMap<Integer, Long> counts = counts(values);
        long[] sorted = LongStream.of(values).sorted().toArray();
        for (int percent : new int[] {1, 50, 90, 99, 100}) {
            long exact = sorted[Math.max(1, (values.length * percent + 99) / 100) - 1];
            long told = TokenBuckets.quantile(counts, percent);
            assertTrue(told >= exact && (told - exact) * 32 <= exact, percent + "%: " + exact + " told as " + told);
        }
    }

    private static SortedMap<Integer, Long> counts(long... values) {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (long value : values) {
            counts.merge(TokenBuckets.bucket(value), 1L, Long::sum);
        }
        return counts;
    }
}
