package io.weir.infra.local.check;

import io.weir.infra.local.check.BalanceLine.LimitId;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Seal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Seals: what a ledger key did on a UTC day is sealed before anything of a later day, and the seal says what the entries
 * before it say: how many they are, what they posted and exceeded, and every balance as the last entry left it.
 */
final class SealCheck implements Check {

    private static final class OfKey {
        private LocalDate day = LocalDate.EPOCH;
        private long entries;
        private long lastSeq;
        private Quantities posted = Quantities.NONE;
        private Quantities excess = Quantities.NONE;
        private int part;
        private final Set<BalanceLine> stated = new HashSet<>();
        private final Map<BalanceLine, Balance> balances = new HashMap<>();
        /** Whether all that the next seal covers has been read. */
        private boolean whole;
    }

    private final Findings findings = Findings.counting("seals", "unsealed entries");
    private final Map<String, OfKey> keys = new HashMap<>();
    private boolean whole = true;

    @Override
    public String name() {
        return "seals";
    }

    @Override
    public String rule() {
        return "each day of a ledger key is sealed before the next, and the seal states what its entries add up to";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        keys.clear();
        whole = extent.whole(Topics.LEDGER);
        findings.unjudgedUnless(extent, Topics.LEDGER);
    }

    @Override
    public void base(Where where, LedgerEntry seal) {
        OfKey key = of(seal);
        key.whole = true;
        seal.getBalances().forEach(balance -> key.balances.put(line(balance), balance));
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        OfKey key = of(entry);
        if (entry.getSeal() != null) {
            sealed(where, entry, entry.getSeal(), key);
            return;
        }
        LocalDate today = entry.getAt().atZone(ZoneOffset.UTC).toLocalDate();
        findings.require(
                key.entries == 0 || key.day.equals(today),
                where,
                "a seal of " + key.day + " before an entry of " + today,
                "none");
        key.day = today;
        key.entries++;
        key.lastSeq = entry.getSeq();
        if (entry.getKind().equals("posted")) {
            key.posted = key.posted.plus(Quantities.of(entry.getAmounts()));
        } else if (entry.getKind().equals("excess")) {
            key.excess = key.excess.plus(Quantities.of(entry.getAmounts()));
        }
        entry.getBalances().forEach(balance -> key.balances.put(line(balance), balance));
    }

    private void sealed(Where where, LedgerEntry entry, Seal seal, OfKey key) {
        key.part++;
        if (key.whole) {
            figures(where, entry, seal, key);
            entry.getBalances().forEach(balance -> stated(where, balance, key));
        }
        if (seal.getPart() == seal.getParts()) {
            findings.count("seals");
            if (key.whole) {
                complete(where, entry.getAt(), key);
            } else {
                entry.getBalances().forEach(balance -> key.balances.put(line(balance), balance));
            }
            key.stated.clear();
            key.part = 0;
            key.entries = 0;
            key.posted = Quantities.NONE;
            key.excess = Quantities.NONE;
            key.whole = true;
        }
    }

    private void figures(Where where, LedgerEntry entry, Seal seal, OfKey key) {
        findings.require(key.entries > 0, where, "a seal of something", "one of nothing");
        findings.require(seal.getDay().equals(key.day.toString()), where, "a seal of " + key.day, seal.getDay());
        findings.require(
                entry.getAt().atZone(ZoneOffset.UTC).toLocalDate().isAfter(key.day),
                where,
                "a seal of " + key.day + " once it is over",
                entry.getAt().toString());
        findings.require(
                seal.getPart() == key.part && key.part <= seal.getParts(),
                where,
                "part " + key.part + " of the seal",
                seal.getPart() + " of " + seal.getParts());
        findings.require(
                seal.getEntries() == key.entries && seal.getLastSeq() == key.lastSeq,
                where,
                key.entries + " entries sealed, the last of seq " + key.lastSeq,
                seal.getEntries() + ", the last of seq " + seal.getLastSeq());
        Quantities posted = Quantities.of(seal.getPosted());
        Quantities excess = Quantities.of(seal.getExcess());
        findings.require(posted.equals(key.posted), where, "posted " + key.posted + " sealed", posted.toString());
        findings.require(excess.equals(key.excess), where, "excess " + key.excess + " sealed", excess.toString());
    }

    private void stated(Where where, Balance balance, OfKey key) {
        BalanceLine line = line(balance);
        findings.require(key.stated.add(line), where, "each balance once in a seal", line + " twice");
        Balance last = key.balances.get(line);
        if (last == null) {
            findings.violation(where, "balances that an entry has stated", line.toString());
            return;
        }
        RunningBalance expected = RunningBalance.stated(last);
        RunningBalance found = RunningBalance.stated(balance);
        findings.require(
                found.equals(expected) && balance.getLimit() == last.getLimit(),
                where,
                line + " as its last entry left it, " + expected + ", limit " + last.getLimit(),
                found + ", limit " + balance.getLimit());
    }

    /** What a seal leaves out is of a period that is over, holds nothing, and is dropped here too. */
    private void complete(Where where, Instant at, OfKey key) {
        key.balances.entrySet().removeIf(known -> {
            boolean stated = key.stated.contains(known.getKey());
            boolean over = known.getKey().end().isBefore(at) && known.getValue().getHeld() == 0;
            findings.require(stated || over, where, known.getKey() + " in the seal", "it left out");
            return !stated;
        });
    }

    @Override
    public void ends(boolean atRest) {
        keys.values().forEach(key -> findings.add("unsealed entries", key.entries));
    }

    private OfKey of(LedgerEntry entry) {
        return keys.computeIfAbsent(entry.getLedgerKey(), absent -> {
            OfKey key = new OfKey();
            key.whole = whole;
            return key;
        });
    }

    /** A rolling window has one balance, wherever it stands. */
    private static BalanceLine line(Balance balance) {
        BalanceLine line = BalanceLine.of(balance);
        LimitId limit = line.limit();
        return RollingSums.rolls(balance.getWindow()) ? new BalanceLine(limit, Instant.MIN, Instant.MAX) : line;
    }
}
