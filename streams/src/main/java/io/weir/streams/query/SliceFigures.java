package io.weir.streams.query;

import io.weir.v1.Aggregate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * Exact counts of a slice, and the two figures that follow from them.
 *
 * @param slice dimensions by name, such as task and tier
 * @param counts by name, as the aggregate has them
 */
public record SliceFigures(Map<String, String> slice, Map<String, Long> counts) {

    public SliceFigures {
        slice = Map.copyOf(slice);
        counts = Map.copyOf(counts);
    }

    static SliceFigures of(Aggregate aggregate) {
        return new SliceFigures(aggregate.getSlice(), aggregate.getCounts());
    }

    /** Sums over all slices that share a value of a dimension, by that value. Cost-of-pass of a sum is Σ cost / Σ passes. */
    static List<SliceFigures> summedBy(String dimension, List<SliceFigures> slices) {
        Map<String, Map<String, Long>> sums = new TreeMap<>();
        for (SliceFigures figures : slices) {
            String value = figures.slice().getOrDefault(dimension, "");
            Map<String, Long> sum = sums.computeIfAbsent(value, unseen -> new TreeMap<>());
            figures.counts().forEach((name, count) -> sum.merge(name, count, Math::addExact));
        }
        List<SliceFigures> summed = new ArrayList<>();
        sums.forEach((value, counts) -> summed.add(new SliceFigures(Map.of(dimension, value), counts)));
        return summed;
    }

    /** Passes among attempts that were judged; empty where none was. */
    public OptionalDouble passRate() {
        return ratio(count("passes"), Math.addExact(count("passes"), count("fails")));
    }

    /** Cost of all attempts per pass, nano-dollars; empty without a pass. */
    public OptionalDouble costOfPassNanodollars() {
        return ratio(count("cost_nanodollars"), count("passes"));
    }

    /** A count by name; 0 where the aggregate has none. */
    public long count(String name) {
        return counts.getOrDefault(name, 0L);
    }

    static OptionalDouble ratio(long part, long whole) {
        return whole == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) part / whole);
    }
}
