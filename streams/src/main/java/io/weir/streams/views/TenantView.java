package io.weir.streams.views;

import io.weir.v1.Result;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums over the results of a tenant.
 *
 * @param tenant tenant
 * @param offset offset of the last result folded in; results up to it are repeats; -1 before the first
 * @param queries number of results by status
 * @param attempts attempts of all queries
 * @param costNanodollars cost at the time of each result, nano-dollars; what is billed later is in the ledger only
 */
public record TenantView(
        String tenant,
        long offset,
        Map<String, Long> queries,
        long attempts,
        long costNanodollars,
        long inputTokens,
        long outputTokens,
        long energyMillijoules) {

    public TenantView {
        queries = Map.copyOf(queries);
    }

    static TenantView unknown(String tenant) {
        return new TenantView(tenant, -1, Map.of(), 0, 0, 0, 0, 0);
    }

    /** The sums after a result; the same where it is a repeat. */
    TenantView plus(Result result, long resultOffset) {
        if (resultOffset <= offset) {
            return this;
        }
        Map<String, Long> after = new TreeMap<>(queries);
        after.merge(result.getStatus(), 1L, Math::addExact);
        return new TenantView(
                tenant,
                resultOffset,
                after,
                Math.addExact(attempts, result.getAttempts().size()),
                Math.addExact(costNanodollars, result.getCostNanodollars()),
                Math.addExact(inputTokens, result.getInputTokens()),
                Math.addExact(outputTokens, result.getOutputTokens()),
                Math.addExact(energyMillijoules, result.getEnergyMillijoules()));
    }
}
