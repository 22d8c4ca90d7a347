package io.weir.bench.overshoot;

import java.util.Map;
import java.util.TreeMap;

/**
 * What an audit looked at and found.
 *
 * @param entries ledger entries
 * @param holds holds, each compared with every limit above its account
 * @param openHolds holds that no entry ended
 * @param decisions decisions
 * @param candidates tiers with a price, each compared with every limit above the account
 * @param excluded candidates left out for want of room
 * @param refusals queries refused for want of room
 * @param limits limits that were set
 * @param limitsHit limits that some candidate did not fit in
 * @param postedNanodollars posted, nano-dollars
 * @param excessNanodollars in excess, nano-dollars
 * @param excessEntries entries of excess
 * @param results results by status
 * @param booked posted and excess by tenant, nano-dollars
 */
record Audited(
        long entries,
        long holds,
        long openHolds,
        long decisions,
        long candidates,
        long excluded,
        long refusals,
        long limits,
        long limitsHit,
        long postedNanodollars,
        long excessNanodollars,
        long excessEntries,
        Map<String, Long> results,
        Map<String, Long> booked,
        Findings findings) {

    /** With one tenant's books. */
    Audited plus(TenantBooks books) {
        return new Audited(
                entries,
                holds + books.held(),
                openHolds + books.open(),
                decisions,
                candidates,
                excluded,
                refusals,
                limits + books.limits().size(),
                limitsHit + books.limits().stream().filter(limit -> limit.hit).count(),
                Math.addExact(postedNanodollars, books.postedNanodollars()),
                Math.addExact(excessNanodollars, books.excessNanodollars()),
                excessEntries + books.excessEntries(),
                results,
                booked,
                findings);
    }

    /** With another partition's. */
    Audited plus(Audited other) {
        Map<String, Long> allResults = new TreeMap<>(results);
        other.results.forEach((status, count) -> allResults.merge(status, count, Math::addExact));
        Map<String, Long> allBooked = new TreeMap<>(booked);
        other.booked.forEach((tenant, sum) -> allBooked.merge(tenant, sum, Math::addExact));
        Findings all = new Findings();
        all.addAll(findings);
        all.addAll(other.findings);
        return new Audited(
                entries + other.entries,
                holds + other.holds,
                openHolds + other.openHolds,
                decisions + other.decisions,
                candidates + other.candidates,
                excluded + other.excluded,
                refusals + other.refusals,
                limits + other.limits,
                limitsHit + other.limitsHit,
                Math.addExact(postedNanodollars, other.postedNanodollars),
                Math.addExact(excessNanodollars, other.excessNanodollars),
                excessEntries + other.excessEntries,
                allResults,
                allBooked,
                all);
    }
}
