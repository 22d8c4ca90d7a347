package io.weir.core.routing;

import io.weir.core.cost.Tariff;
import io.weir.core.ledger.Amounts;
import io.weir.core.tier.Tier;
import org.jspecify.annotations.Nullable;

/**
 * A tier as a decision sees it.
 *
 * @param passProbability predicted probability that one attempt passes, in (0, 1)
 * @param expectedCostNanodollars expected cost of one attempt, nano-dollars
 * @param hold ceiling that an attempt would hold; zero where the tier was excluded before it could be priced
 * @param tariff rates of the attempt; null where the price is unknown, which excludes
 * @param maxOutputTokens ceiling enforced on the engine
 * @param exclusion why it is left out; null where it is in
 */
public record Candidate(
        Tier tier,
        double passProbability,
        long expectedCostNanodollars,
        Amounts hold,
        @Nullable Tariff tariff,
        long heldInputTokens,
        long maxOutputTokens,
        @Nullable Exclusion exclusion) {

    public boolean usable() {
        return exclusion == null;
    }

    /** Whether it is left out for nothing but a budget without room. */
    boolean lacksRoom() {
        return exclusion != null && exclusion.code().equals(Exclusion.BUDGET_EXCEEDED);
    }

    /** Why it is left out, in words; empty where it is in. */
    String why() {
        return exclusion == null ? "" : exclusion.reason();
    }

    Candidate asIfItFit() {
        return new Candidate(
                tier, passProbability, expectedCostNanodollars, hold, tariff, heldInputTokens, maxOutputTokens, null);
    }

    /** Cost per pass: the index that orders attempts when each is independent and the verifier is sure. */
    public double costOfPass() {
        return expectedCostNanodollars / passProbability;
    }

    public Candidate excluded(Exclusion why) {
        return new Candidate(
                tier, passProbability, expectedCostNanodollars, hold, tariff, heldInputTokens, maxOutputTokens, why);
    }
}
