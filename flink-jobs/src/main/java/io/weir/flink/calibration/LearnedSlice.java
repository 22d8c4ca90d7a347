package io.weir.flink.calibration;

import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenHistograms;
import io.weir.flink.Slice;
import java.util.Comparator;
import java.util.List;

/**
 * What was learned of a slice, with the quantiles of its output tokens.
 *
 * @param p50 median, tokens; this and the others are above the true ones by at most 1/32
 * @param ceiling 99th percentile where a cut answer counts twice its tokens
 * @param sizes the same by size of the prompt
 */
public record LearnedSlice(
        Slice slice, Learned learned, long p50, long p90, long p99, long ceiling, List<LearnedSize> sizes) {

    public LearnedSlice {
        sizes = List.copyOf(sizes);
    }

    static LearnedSlice of(Slice slice, Learned learned, TokenHistograms tokens) {
        TokenCeilings ceilings = tokens.ceilings();
        List<LearnedSize> sizes = ceilings.bySize().entrySet().stream()
                .map(size -> new LearnedSize(
                        size.getKey(), size.getValue().count(), size.getValue().outputTokens()))
                .sorted(Comparator.comparingInt(LearnedSize::size))
                .toList();
        return new LearnedSlice(
                slice,
                learned,
                tokens.quantile(50),
                tokens.quantile(90),
                tokens.quantile(99),
                ceilings.all().outputTokens(),
                sizes);
    }
}
