package io.weir.bench;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Cheapest-pass against another policy, order by order: both met the same arrivals and the same verdicts on the same answers.
 *
 * @param verifier verification
 * @param against the other policy
 * @param passRateDifference cheapest-pass minus the other
 * @param costPerQueryRatio cheapest-pass over the other; null where the other cost nothing in some order
 */
record Paired(String verifier, String against, Estimate passRateDifference, @Nullable Estimate costPerQueryRatio) {

    static Paired of(String verifier, String against, List<Tally> ours, List<Tally> theirs) {
        double[] differences = IntStream.range(0, ours.size())
                .mapToDouble(i -> ours.get(i).passRate() - theirs.get(i).passRate())
                .toArray();
        double[] ratios = IntStream.range(0, ours.size())
                .mapToDouble(i ->
                        ours.get(i).costPerQueryNanodollars() / theirs.get(i).costPerQueryNanodollars())
                .toArray();
        boolean free = theirs.stream().anyMatch(tally -> tally.costNanodollars() == 0);
        return new Paired(verifier, against, Estimate.of(differences), free ? null : Estimate.of(ratios));
    }
}
