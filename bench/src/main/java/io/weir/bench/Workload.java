package io.weir.bench;

import io.weir.core.cost.Price;
import io.weir.core.tier.Tier;
import java.util.List;
import java.util.Map;

/**
 * Tiers, prices and prompts with the recorded answer of every tier's model to every prompt.
 *
 * @param tiers tiers, in the order of the file
 * @param prices versions of the models' prices
 * @param prompts prompts
 * @param recorded answers; complete for prompts × models of tiers
 * @param rounds times that the workload is played through, at least 1
 */
record Workload(
        List<Tier> tiers, List<Price> prices, List<Prompt> prompts, Map<PromptModel, Recorded> recorded, int rounds) {

    /** Which answer: of which prompt, by which model. */
    record PromptModel(String promptId, String model) {}

    Workload {
        tiers = List.copyOf(tiers);
        prices = List.copyOf(prices);
        prompts = List.copyOf(prompts);
        recorded = Map.copyOf(recorded);
        if (tiers.isEmpty() || prompts.isEmpty()) {
            throw new IllegalArgumentException(
                    "a workload needs tiers and prompts: " + tiers.size() + " tiers, " + prompts.size() + " prompts");
        }
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds must be at least 1: " + rounds);
        }
        long start = startMicros(prices);
        for (Tier tier : tiers) {
            if (prices.stream().noneMatch(price -> price.model().equals(tier.model()) && price.validAt(start))) {
                throw new IllegalArgumentException(
                        "tier " + tier.name() + ": model " + tier.model() + " has no price in force");
            }
            for (Prompt prompt : prompts) {
                if (!recorded.containsKey(new PromptModel(prompt.id(), tier.model()))) {
                    throw new IllegalArgumentException(
                            "query_id " + prompt.id() + " has no recorded outcome of model " + tier.model());
                }
            }
        }
    }

    Recorded answer(Prompt prompt, String model) {
        Recorded answer = recorded.get(new PromptModel(prompt.id(), model));
        if (answer == null) {
            throw new IllegalArgumentException("query_id " + prompt.id() + " has no recorded outcome of " + model);
        }
        return answer;
    }

    /** Where the clock of a replay starts, microseconds since the epoch: when the newest price has come into force. */
    long startMicros() {
        return startMicros(prices);
    }

    private static long startMicros(List<Price> prices) {
        return prices.stream().mapToLong(Price::validFromMicros).max().orElse(0);
    }

    Workload withRounds(int other) {
        return new Workload(tiers, prices, prompts, recorded, other);
    }
}
