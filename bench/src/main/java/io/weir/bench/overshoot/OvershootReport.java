package io.weir.bench.overshoot;

import io.weir.bench.overshoot.Findings.Kind;
import io.weir.bench.run.Circumstances;
import java.util.List;
import java.util.Map;

/**
 * What a run found.
 *
 * @param exact budgets of exactly n holds against n + 1
 * @param seconds from the first query of the load to the last result
 * @param edits accounts whose limits were changed meanwhile
 * @param results results by status, of the load and the exact budgets
 * @param bookedNanodollars posted and in excess, nano-dollars
 * @param billedNanodollars what the responder billed, by its own count, nano-dollars
 * @param booksDiffer tenants whose books are not what was billed
 * @param overshoots holds that did not fit a hard limit
 * @param falseRefusals candidates left out or queries refused for want of room that was there
 * @param misstated decisions and refusals that name room or a place in the ledger that was not so
 * @param wrongBalances entries that state other balances than the sum of the entries before
 * @param brokenOrder entries that do not follow
 * @param examples first of each kind
 */
record OvershootReport(
        Circumstances circumstances,
        OvershootOptions options,
        List<ExactBudgets.Row> exact,
        double seconds,
        double queriesPerSecond,
        long edits,
        Map<String, Long> results,
        long entries,
        long holds,
        long openHolds,
        long decisions,
        long candidates,
        long candidatesWithoutRoom,
        long refusals,
        long limits,
        long limitsHit,
        long excessEntries,
        long excessNanodollars,
        long bookedNanodollars,
        long billedNanodollars,
        long booksDiffer,
        long overshoots,
        long falseRefusals,
        long misstated,
        long wrongBalances,
        long brokenOrder,
        List<String> examples,
        double auditSeconds) {

    static OvershootReport of(
            Circumstances circumstances,
            OvershootOptions options,
            List<ExactBudgets.Row> exact,
            double seconds,
            long edits,
            Map<String, Long> billed,
            Audited audited,
            double auditSeconds) {
        Findings findings = audited.findings();
        long differ = audited.booked().entrySet().stream()
                .filter(tenant -> !tenant.getValue().equals(billed.getOrDefault(tenant.getKey(), 0L)))
                .count();
        return new OvershootReport(
                circumstances,
                options,
                List.copyOf(exact),
                seconds,
                options.queries() / seconds,
                edits,
                audited.results(),
                audited.entries(),
                audited.holds(),
                audited.openHolds(),
                audited.decisions(),
                audited.candidates(),
                audited.excluded(),
                audited.refusals(),
                audited.limits(),
                audited.limitsHit(),
                audited.excessEntries(),
                audited.excessNanodollars(),
                sum(audited.booked()),
                sum(billed),
                differ,
                findings.count(Kind.OVERSHOOT),
                findings.count(Kind.FALSE_REFUSAL),
                findings.count(Kind.MISSTATED),
                findings.count(Kind.WRONG_BALANCE),
                findings.count(Kind.BROKEN_ORDER),
                findings.examples(),
                auditSeconds);
    }

    private static long sum(Map<String, Long> byTenant) {
        return byTenant.values().stream().mapToLong(Long::longValue).reduce(0, Math::addExact);
    }

    /** Results of the load: every query has one. */
    private long ended() {
        return results.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Whether nothing was wrong, and there was something that could have been. */
    boolean clean() {
        return examples.isEmpty()
                && openHolds == 0
                && booksDiffer == 0
                && refusals > 0
                && holds > 0
                && ended() >= options.queries()
                && exact.stream().allMatch(ExactBudgets.Row::exact);
    }
}
