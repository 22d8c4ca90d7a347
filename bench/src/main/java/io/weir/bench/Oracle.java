package io.weir.bench;

import io.weir.core.cost.Price;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.Tier;
import java.util.Comparator;
import java.util.List;

/**
 * The clairvoyant: for each prompt one attempt at the cheapest tier whose recorded answer is truly right, or at the cheapest of
 * all where none is. It delivers only what is right. Replay only: no policy can reach its cost, and none its pass rate under
 * one attempt.
 */
final class Oracle {

    private Oracle() {}

    /** One round; every round is the same. */
    static Tally round(Workload workload) {
        Catalogue catalogue = Catalogue.EMPTY;
        for (var price : workload.prices()) {
            catalogue = catalogue.with(price, 0);
        }
        Tally tally = Tally.ZERO;
        for (Prompt prompt : workload.prompts()) {
            tally = tally.plus(query(workload, catalogue, prompt));
        }
        return tally;
    }

    private static Tally query(Workload workload, Catalogue catalogue, Prompt prompt) {
        List<Tier> right = workload.tiers().stream()
                .filter(tier -> workload.answer(prompt, tier.model()).correct())
                .toList();
        long cost = (right.isEmpty() ? workload.tiers() : right)
                .stream()
                        .map(tier -> costNanodollars(workload, catalogue, prompt, tier))
                        .min(Comparator.naturalOrder())
                        .orElseThrow();
        return new Tally(1, right.isEmpty() ? 0 : 1, 0, cost, 1);
    }

    private static long costNanodollars(Workload workload, Catalogue catalogue, Prompt prompt, Tier tier) {
        return catalogue
                .prices()
                .inForce(Price.PUBLIC, tier.model(), workload.startMicros())
                .orElseThrow()
                .standard()
                .costNanodollars(workload.answer(prompt, tier.model()).usage(), 1);
    }
}
