package io.weir.core.calibration;

import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The histograms of output tokens of a tier on a task: as they were, and, by size of the prompt, as ceilings see them. Counts by
 * {@link TokenBuckets}, so the order of the answers makes no difference.
 *
 * <p>Of an answer that was cut nobody knows how long it would have become. A ceiling that is learned from what it cut itself
 * would never grow, so there a cut answer counts as twice its tokens: while less than one in a hundred is cut the 99th
 * percentile is what it was, and beyond that it doubles.
 */
public final class TokenHistograms {
    private static final int CEILING_PERCENT = 99;

    private final SortedMap<Integer, Long> answers = new TreeMap<>();
    private final SortedMap<Integer, Long> ceilings = new TreeMap<>();
    private final SortedMap<Integer, SortedMap<Integer, Long>> bySize = new TreeMap<>();

    /**
     * Adds answers.
     *
     * @param size size class of their prompts
     * @param bucket bucket of their output tokens
     * @param cut whether they were cut
     * @param count how many
     */
    public void add(int size, int bucket, boolean cut, long count) {
        long tokens = TokenBuckets.greatest(bucket);
        int asCeiling = cut ? TokenBuckets.bucket(Math.max(1, Math.multiplyExact(2, tokens))) : bucket;
        answers.merge(bucket, count, Math::addExact);
        ceilings.merge(asCeiling, count, Math::addExact);
        bySize.computeIfAbsent(size, first -> new TreeMap<>()).merge(asCeiling, count, Math::addExact);
    }

    /** Quantile of the answers as they were, tokens. */
    public long quantile(int percent) {
        return TokenBuckets.quantile(answers, percent);
    }

    /** What the router holds by. */
    public TokenCeilings ceilings() {
        Map<Integer, TokenCeilings.Level> levels = new HashMap<>();
        bySize.forEach((size, counts) -> levels.put(size, level(counts)));
        return new TokenCeilings(level(ceilings), levels);
    }

    private static TokenCeilings.Level level(SortedMap<Integer, Long> counts) {
        long count = counts.values().stream().mapToLong(Long::longValue).sum();
        return new TokenCeilings.Level(count, TokenBuckets.quantile(counts, CEILING_PERCENT));
    }
}
