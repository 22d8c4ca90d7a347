package io.weir.bench.overshoot;

import io.weir.bench.overshoot.Findings.Kind;
import io.weir.bench.overshoot.TenantBooks.LimitLine;
import io.weir.v1.Candidate;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Judges one partition: entries are applied in order, and each decision and each refusal is held against the books as they
 * were after the entry that it names.
 *
 * <p>Both directions: a candidate that was left out for want of room must not fit in one hard limit at least of the account or
 * of those above it; one that was not must fit in all.
 */
final class Audit {

    private static final String NO_ROOM = "budget_exceeded";

    private final Findings findings = new Findings();
    private final Map<String, TenantBooks> tenants = new HashMap<>();
    private final Map<String, Deque<LedgerEntry>> waiting = new HashMap<>();
    private final Map<String, Long> results = new TreeMap<>();
    private long entries;
    private long decisions;
    private long candidates;
    private long excluded;
    private long refusals;

    /** Takes the next entry of the partition; it is applied once something after it is judged, or at the end. */
    void entry(LedgerEntry entry) {
        entries++;
        waiting(entry.getLedgerKey()).addLast(entry);
    }

    /** Applies a tenant's entries up to a number. @return whether it is reached */
    boolean reaches(String tenant, long seq) {
        TenantBooks books = books(tenant);
        Deque<LedgerEntry> waiting = waiting(tenant);
        while (books.seq() < seq && !waiting.isEmpty()) {
            books.apply(waiting.removeFirst());
        }
        return books.seq() >= seq;
    }

    private Deque<LedgerEntry> waiting(String tenant) {
        return waiting.computeIfAbsent(tenant, any -> new ArrayDeque<>());
    }

    void decision(Decision decision) {
        decisions++;
        TenantBooks books = books(decision.getTenant());
        String place = decision.getTenant() + "/" + decision.getQueryId() + "/" + decision.getAttempt();
        requireAt(books, decision.getLedgerSeq(), place);
        List<LimitLine> limits = books.above(decision.getAccount());
        for (Candidate candidate : decision.getCandidates()) {
            if (candidate.getHold() == null) {
                continue;
            }
            candidates++;
            List<LimitLine> full = limits.stream()
                    .filter(limit -> !limit.fits(candidate.getHold(), decision.getAt()))
                    .toList();
            String why = candidate.getExcluded();
            if (why != null && why.startsWith(NO_ROOM)) {
                excluded++;
                full.forEach(limit -> limit.hit = true);
                if (full.isEmpty()) {
                    findings.add(
                            Kind.FALSE_REFUSAL,
                            place + " at " + candidate.getTier() + " fits in every limit after entry "
                                    + decision.getLedgerSeq() + ", was left out: " + why);
                }
            } else if (why == null && !full.isEmpty()) {
                findings.add(
                        Kind.MISSTATED,
                        place + " at " + candidate.getTier() + " does not fit in " + full + " after entry "
                                + decision.getLedgerSeq() + ", was not left out");
            }
        }
    }

    void result(Result result) {
        results.merge(result.getStatus(), 1L, Math::addExact);
        Refusal refusal = result.getRefusal();
        if (refusal == null || !refusal.getCode().equals(NO_ROOM)) {
            return;
        }
        refusals++;
        TenantBooks books = books(result.getTenant());
        String place = result.getTenant() + "/" + result.getQueryId();
        requireAt(books, refusal.getLedgerSeq() == null ? -1 : refusal.getLedgerSeq(), place);
        LimitLine limit = books.limit(refusal.getAccount(), refusal.getLimitId());
        boolean above = (result.getAccount() + "/").startsWith(refusal.getAccount() + "/");
        if (limit == null || !limit.hard || !above || refusal.getAsked() == null) {
            findings.add(Kind.FALSE_REFUSAL, place + " names no hard limit above it: " + refusal);
            return;
        }
        long room = limit.room(result.getAt());
        if (refusal.getAsked() <= room) {
            findings.add(
                    Kind.FALSE_REFUSAL,
                    place + " asked " + refusal.getAsked() + " of " + limit + ", room " + room + " after entry "
                            + refusal.getLedgerSeq());
        }
        if (refusal.getFree() == null || refusal.getFree() != room) {
            findings.add(
                    Kind.MISSTATED, place + " states " + refusal.getFree() + " free in " + limit + ", room " + room);
        }
    }

    private void requireAt(TenantBooks books, long seq, String place) {
        if (books.seq() != seq) {
            findings.add(Kind.MISSTATED, place + " names entry " + seq + ", the last before it is " + books.seq());
        }
    }

    private TenantBooks books(String tenant) {
        return tenants.computeIfAbsent(tenant, any -> new TenantBooks(findings));
    }

    /** What was looked at and found, once every entry is applied. */
    Audited audited() {
        waiting.forEach((tenant, left) -> left.forEach(books(tenant)::apply));
        waiting.clear();
        Map<String, Long> booked = new TreeMap<>();
        Audited sum = new Audited(
                entries, 0, 0, decisions, candidates, excluded, refusals, 0, 0, 0, 0, 0, results, booked, findings);
        for (Map.Entry<String, TenantBooks> tenant : tenants.entrySet()) {
            TenantBooks books = tenant.getValue();
            booked.put(tenant.getKey(), Math.addExact(books.postedNanodollars(), books.excessNanodollars()));
            sum = sum.plus(books);
        }
        return sum;
    }
}
