package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** The order of the ledger, and of outcomes: gapless numbers, unique ids, a clock that never goes back. */
final class SequenceCheck implements Check {

    private final Findings findings = Findings.counting("entries", "outcomes");
    private final Map<String, Long> entrySeqs = new HashMap<>();
    private final Map<String, Long> outcomeSeqs = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private Instant entryClock = Instant.MIN;
    private Instant outcomeClock = Instant.MIN;
    private boolean ledgerWhole = true;
    private boolean outcomesWhole = true;

    @Override
    public String name() {
        return "ledger";
    }

    @Override
    public String rule() {
        return "seq gapless from 1, ids unique, time never backwards";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        entrySeqs.clear();
        outcomeSeqs.clear();
        ids.clear();
        entryClock = Instant.MIN;
        outcomeClock = Instant.MIN;
        ledgerWhole = extent.whole(Topics.LEDGER);
        outcomesWhole = extent.whole(Topics.OUTCOMES);
        findings.unjudgedUnless(extent, Topics.LEDGER, Topics.OUTCOMES);
    }

    @Override
    public void base(Where where, LedgerEntry seal) {
        entrySeqs.put(seal.getLedgerKey(), seal.getSeq());
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        findings.count("entries");
        follows(
                where,
                "seq of ledger key " + entry.getLedgerKey(),
                entrySeqs,
                entry.getLedgerKey(),
                entry.getSeq(),
                ledgerWhole);
        findings.require(ids.add(entry.getId()), where, "an id of its own", "id " + entry.getId() + " again");
        entryClock = later(where, entryClock, entry.getAt());
    }

    @Override
    public void outcome(Where where, Outcome outcome) {
        findings.count("outcomes");
        follows(
                where,
                "seq of tenant " + outcome.getTenant(),
                outcomeSeqs,
                outcome.getTenant(),
                outcome.getSeq(),
                outcomesWhole);
        outcomeClock = later(where, outcomeClock, outcome.getAt());
    }

    /** A gap is reported once: what follows is measured from there. */
    private void follows(Where where, String what, Map<String, Long> last, String key, long seq, boolean whole) {
        Long before = last.put(key, seq);
        if (before == null && !whole) {
            return;
        }
        long expected = (before == null ? 0 : before) + 1;
        findings.require(seq == expected, where, what + " to be " + expected, Long.toString(seq));
    }

    private Instant later(Where where, Instant before, Instant at) {
        findings.require(!at.isBefore(before), where, "at " + before + " or later", at.toString());
        return at.isBefore(before) ? before : at;
    }
}
