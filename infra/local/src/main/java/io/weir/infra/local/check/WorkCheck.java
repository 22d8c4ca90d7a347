package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** For each attempt one hold, one decision and one work order, all of the same tier; no work goes out unheld. */
final class WorkCheck implements Check {

    private final Findings findings = Findings.counting("held", "decided", "sent");
    private final Map<AttemptId, Held> held = new HashMap<>();
    private final Set<AttemptId> decided = new HashSet<>();
    private final Set<AttemptId> sent = new HashSet<>();
    private boolean ledgerWhole = true;
    private boolean decisionsWhole = true;
    private boolean attemptsWhole = true;

    private record Held(Where where, String tier, Quantities amounts) {}

    @Override
    public String name() {
        return "work";
    }

    @Override
    public String rule() {
        return "one hold that covers it, one decision and one work order for each attempt, of one tier";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        held.clear();
        decided.clear();
        sent.clear();
        ledgerWhole = extent.whole(Topics.LEDGER);
        decisionsWhole = extent.whole(Topics.DECISIONS);
        attemptsWhole =
                extent.cut().stream().noneMatch(topic -> Topics.tierOf(topic).isPresent());
        findings.unjudgedUnless(extent, Topics.LEDGER, Topics.DECISIONS);
        if (!attemptsWhole) {
            findings.unjudged("work orders no longer have their first records");
        }
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        String queryId = entry.getQueryId();
        Integer number = entry.getAttempt();
        if (entry.getKind().equals("held") && queryId != null && number != null) {
            findings.count("held");
            held.put(
                    AttemptId.of(entry.getLedgerKey(), queryId, number),
                    new Held(where, entry.getTier(), Quantities.of(entry.getAmounts())));
        }
    }

    @Override
    public void decision(Where where, Decision decision) {
        AttemptId id = AttemptId.of(decision.getTenant(), decision.getQueryId(), decision.getAttempt());
        findings.count("decided");
        findings.require(decided.add(id), where, "one decision on attempt " + id, "a second one");
        if (decision.getTier().isEmpty()) {
            findings.require(!held.containsKey(id), where, "no hold of " + id + ", refused", "one");
        } else {
            sameTier(where, id, decision.getTier());
        }
    }

    @Override
    public void attempt(Where where, Attempt attempt) {
        AttemptId id = AttemptId.of(attempt.getTenant(), attempt.getQueryId(), attempt.getAttempt());
        findings.count("sent");
        findings.require(sent.add(id), where, "attempt " + id + " sent once", "it again");
        sameTier(where, id, attempt.getTier());
        covers(where, id, attempt);
        findings.require(
                Topics.tierOf(where.topic()).filter(attempt.getTier()::equals).isPresent(),
                where,
                "work of tier " + attempt.getTier() + " in its own topic",
                where.topic());
    }

    /** What a worker may spend is held: its input and output in tokens, and one request. */
    private void covers(Where where, AttemptId id, Attempt attempt) {
        Held hold = held.get(id);
        if (hold == null) {
            return;
        }
        long most = Math.addExact(attempt.getHeldInputTokens(), attempt.getMaxOutputTokens());
        findings.require(
                hold.amounts.tokens() >= most && hold.amounts.requests() == 1,
                where,
                "a hold of " + id + " of " + most + " tokens or more, and of 1 request",
                hold.amounts.toString());
    }

    private void sameTier(Where where, AttemptId id, String tier) {
        Held hold = held.get(id);
        if (hold == null) {
            findings.require(!ledgerWhole, where, "a hold of " + id + " in the ledger", "none");
        } else {
            findings.require(hold.tier.equals(tier), where, "tier " + hold.tier + " of the hold of " + id, tier);
        }
    }

    @Override
    public void ends(boolean atRest) {
        if (!atRest) {
            return;
        }
        held.forEach((id, hold) -> {
            findings.require(
                    decided.contains(id) || !decisionsWhole, hold.where, "a decision on attempt " + id, "none");
            findings.require(
                    sent.contains(id) || !attemptsWhole, hold.where, "attempt " + id + " sent to a worker", "none");
        });
    }
}
