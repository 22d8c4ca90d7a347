package io.weir.streams.query;

import io.weir.streams.views.TenantView;
import io.weir.v1.Aggregate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;

/**
 * One page of totals. Queries and their cost come from results, the figures of tiers from the aggregates, which the Flink
 * job writes a moment later: while traffic flows the two are a few queries apart.
 *
 * @param queries number of results by status
 * @param attempts attempts of all queries
 * @param costNanodollars cost of all queries, nano-dollars
 * @param byTaskAndTier cumulative figures of each task and tier
 * @param byTier their sums by tier
 */
public record Summary(
        Map<String, Long> queries,
        long attempts,
        long costNanodollars,
        long energyMillijoules,
        List<SliceFigures> byTaskAndTier,
        List<SliceFigures> byTier) {

    private static final Set<String> TASK_AND_TIER = Set.of("task", "tier");

    public Summary {
        queries = Map.copyOf(queries);
        byTaskAndTier = List.copyOf(byTaskAndTier);
        byTier = List.copyOf(byTier);
    }

    /**
     * Adds up.
     *
     * @param cumulative cumulative aggregates; only slices by task and tier are used, so that nothing counts twice
     */
    public static Summary of(List<TenantView> tenants, List<Aggregate> cumulative) {
        Map<String, Long> queries = new TreeMap<>();
        long attempts = 0;
        long cost = 0;
        long energy = 0;
        for (TenantView tenant : tenants) {
            tenant.queries().forEach((status, count) -> queries.merge(status, count, Math::addExact));
            attempts = Math.addExact(attempts, tenant.attempts());
            cost = Math.addExact(cost, tenant.costNanodollars());
            energy = Math.addExact(energy, tenant.energyMillijoules());
        }
        List<SliceFigures> slices = cumulative.stream()
                .filter(aggregate -> aggregate.getSlice().keySet().equals(TASK_AND_TIER))
                .map(SliceFigures::of)
                .sorted(Comparator.comparing(
                                (SliceFigures figures) -> figures.slice().getOrDefault("task", ""))
                        .thenComparing(figures -> figures.slice().getOrDefault("tier", "")))
                .toList();
        return new Summary(queries, attempts, cost, energy, slices, SliceFigures.summedBy("tier", slices));
    }

    /** Queries that have a result. */
    public long closed() {
        return queries.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    /** Passed among passed and failed; empty where there are neither. Answers that nothing verified are in neither. */
    public OptionalDouble passRate() {
        long passed = queries.getOrDefault("passed", 0L);
        return SliceFigures.ratio(passed, Math.addExact(passed, queries.getOrDefault("failed", 0L)));
    }

    /** Cost of all queries per passed one, nano-dollars; empty without a pass. */
    public OptionalDouble costOfPassNanodollars() {
        return SliceFigures.ratio(costNanodollars, queries.getOrDefault("passed", 0L));
    }
}
