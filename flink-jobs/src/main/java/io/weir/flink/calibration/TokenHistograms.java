package io.weir.flink.calibration;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The histograms of output tokens of one slice: as they were, and, by size of the prompt, as ceilings see them.
 *
 * <p>Of an answer that was cut nobody knows how long it would have become. A ceiling that is learned from what it cut itself
 * would never grow, so there a cut answer counts as twice its tokens: while less than one in a hundred is cut the 99th
 * percentile is what it was, and beyond that it doubles.
 */
final class TokenHistograms {
    static final int CEILING_PERCENT = 99;

    private final SortedMap<Integer, Long> answers = new TreeMap<>();
    private final SortedMap<Integer, Long> ceilings = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<Integer, Long>> bySize = new TreeMap<>();

    void add(TokenBucket key, long count) {
        long tokens = TokenBuckets.greatest(key.bucket());
        int asCeiling = key.cut() ? TokenBuckets.bucket(Math.max(1, Math.multiplyExact(2, tokens))) : key.bucket();
        answers.merge(key.bucket(), count, Math::addExact);
        ceilings.merge(asCeiling, count, Math::addExact);
        bySize.computeIfAbsent(key.size(), size -> new TreeMap<>()).merge(asCeiling, count, Math::addExact);
    }

    long quantile(int percent) {
        return TokenBuckets.quantile(answers, percent);
    }

    long ceiling() {
        return TokenBuckets.quantile(ceilings, CEILING_PERCENT);
    }

    List<LearnedSize> sizes() {
        return bySize.entrySet().stream().map(TokenHistograms::size).toList();
    }

    private static LearnedSize size(Map.Entry<Integer, SortedMap<Integer, Long>> size) {
        long count = size.getValue().values().stream().mapToLong(Long::longValue).sum();
        return new LearnedSize(size.getKey(), count, TokenBuckets.quantile(size.getValue(), CEILING_PERCENT));
    }
}
