package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** I3: each hold ends in exactly one of posted, voided, expired, within its ceiling and on the same balances. */
final class HoldCheck implements Check {

    private static final Set<String> OTHERS =
            Set.of("limit_set", "adjusted", "credited", "committed", "sealed", "delegated", "returned");

    private final Findings findings = Findings.counting("held", "posted", "voided", "expired", "excess", "open");
    private final Map<AttemptId, Hold> holds = new HashMap<>();
    /** Holds of an account count against the same few sets of balances. */
    private final Map<Set<BalanceLine>, Set<BalanceLine>> shared = new HashMap<>();

    /** Ledger keys that are checked from a seal on: their holds of before are not known one by one. */
    private final Set<String> based = new HashSet<>();

    private boolean whole = true;

    private static final class Hold {
        final Where where;
        final Quantities amounts;
        final Set<BalanceLine> lines;

        @Nullable
        String end;

        Hold(Where where, Quantities amounts, Set<BalanceLine> lines) {
            this.where = where;
            this.amounts = amounts;
            this.lines = lines;
        }
    }

    @Override
    public String name() {
        return "I3 holds";
    }

    @Override
    public String rule() {
        return "each hold ends once, in posted, voided or expired, and never above its ceiling";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        holds.clear();
        based.clear();
        shared.clear();
        whole = extent.whole(Topics.LEDGER);
        findings.unjudgedUnless(extent, Topics.LEDGER);
    }

    @Override
    public void base(Where where, LedgerEntry seal) {
        based.add(seal.getLedgerKey());
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        if (OTHERS.contains(entry.getKind())) {
            return;
        }
        findings.count(entry.getKind());
        String queryId = entry.getQueryId();
        Integer number = entry.getAttempt();
        if (queryId == null || number == null) {
            findings.violation(where, "a " + entry.getKind() + " entry to name its query and attempt", "none");
            return;
        }
        Quantities amounts = Quantities.of(entry.getAmounts());
        findings.require(!amounts.isNegative(), where, "amounts of 0 or more", amounts.toString());
        AttemptId id = AttemptId.of(entry.getLedgerKey(), queryId, number);
        switch (entry.getKind()) {
            case "held" -> held(where, entry, id, amounts);
            case "posted", "voided", "expired" -> ended(where, entry, id, amounts);
            case "excess" -> excess(where, entry, id, amounts);
            default -> findings.violation(where, "a kind of the contract", entry.getKind());
        }
    }

    private void held(Where where, LedgerEntry entry, AttemptId id, Quantities amounts) {
        Hold before = holds.putIfAbsent(id, new Hold(where, amounts, lines(entry)));
        if (before != null) {
            findings.violation(where, "one hold of attempt " + id, "a second; the first is at " + before.where);
        }
    }

    private void ended(Where where, LedgerEntry entry, AttemptId id, Quantities amounts) {
        Hold hold = holdOf(where, entry, id);
        if (hold == null) {
            return;
        }
        if (hold.end != null) {
            findings.violation(where, "one end of the hold of " + id, entry.getKind() + " after " + hold.end);
        }
        hold.end = entry.getKind();
        Quantities released = Quantities.of(entry.getReleased());
        findings.require(
                released.equals(hold.amounts),
                where,
                "the hold of " + id + " released in full, " + hold.amounts,
                released.toString());
        Quantities most = entry.getKind().equals("posted") ? hold.amounts : Quantities.NONE;
        findings.require(
                amounts.within(most), where, entry.getKind() + " of " + id + " at most " + most, amounts.toString());
    }

    private void excess(Where where, LedgerEntry entry, AttemptId id, Quantities amounts) {
        Hold hold = holdOf(where, entry, id);
        if (hold != null) {
            findings.require(hold.end != null, where, "excess of " + id + " after the end of its hold", "it open");
        }
        findings.require(!amounts.equals(Quantities.NONE), where, "an excess of something", amounts.toString());
        findings.require(entry.getReleased() == null, where, "an excess to release nothing", "a release");
    }

    private @Nullable Hold holdOf(Where where, LedgerEntry entry, AttemptId id) {
        Hold hold = holds.get(id);
        if (hold == null) {
            findings.require(
                    !whole || based.contains(entry.getLedgerKey()),
                    where,
                    "a hold of " + id + " before it is " + entry.getKind(),
                    "none");
            return null;
        }
        Set<BalanceLine> lines = lines(entry);
        findings.require(lines.equals(hold.lines), where, "the balances of its hold, " + hold.lines, lines.toString());
        return hold;
    }

    private Set<BalanceLine> lines(LedgerEntry entry) {
        Set<BalanceLine> lines =
                entry.getBalances().stream().map(BalanceLine::of).collect(Collectors.toCollection(HashSet::new));
        return shared.computeIfAbsent(lines, same -> same);
    }

    @Override
    public void ends(boolean atRest) {
        for (Map.Entry<AttemptId, Hold> entry : holds.entrySet()) {
            if (entry.getValue().end == null) {
                findings.count("open");
                if (atRest) {
                    findings.violation(
                            entry.getValue().where, "the hold of " + entry.getKey() + " to have ended", "it open");
                }
            }
        }
    }
}
