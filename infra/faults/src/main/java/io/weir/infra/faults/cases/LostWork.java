package io.weir.infra.faults.cases;

import io.weir.infra.faults.Trial;
import io.weir.schemas.Topics;
import io.weir.v1.Claim;
import io.weir.v1.Heartbeat;
import io.weir.v1.Inbox;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a dead worker had claimed and not reported: settled by the rule for lost attempts, and made again under a new number. */
final class LostWork {

    private static final Set<String> ENDS = Set.of("posted", "voided", "expired");

    private final Trial trial;
    private final List<Claim> claims = new ArrayList<>();
    /** By claim. */
    private final Map<String, Heartbeat> lastHeartbeats = new HashMap<>();

    private final List<LedgerEntry> ledger;
    private final List<Outcome> outcomes;
    private final List<Result> results;

    private LostWork(Trial trial) {
        this.trial = trial;
        ledger = trial.logs().values(Topics.LEDGER);
        outcomes = trial.logs().values(Topics.OUTCOMES);
        results = trial.logs().values(Topics.RESULTS);
    }

    static LostWork of(Trial trial, String worker) {
        LostWork lost = new LostWork(trial);
        Map<String, Claim> open = new HashMap<>();
        for (Inbox inbox : trial.logs().values(Topics.INBOX)) {
            if (inbox.getClaim() != null && inbox.getClaim().getWorker().equals(worker)) {
                open.putIfAbsent(inbox.getClaim().getClaim(), inbox.getClaim());
            } else if (inbox.getHeartbeat() != null) {
                lost.lastHeartbeats.put(inbox.getHeartbeat().getClaim(), inbox.getHeartbeat());
            } else if (inbox.getOutcome() != null && inbox.getOutcome().getClaim() != null) {
                open.remove(inbox.getOutcome().getClaim());
            }
        }
        lost.claims.addAll(open.values());
        return lost;
    }

    boolean isEmpty() {
        return claims.isEmpty();
    }

    void check() {
        claims.forEach(this::check);
    }

    private void check(Claim claim) {
        String id = claim.getTenant() + "/" + claim.getQueryId() + "/" + claim.getAttempt();
        List<LedgerEntry> ends = ledger.stream()
                .filter(entry -> entry.getId().startsWith(id + "/") && ENDS.contains(entry.getKind()))
                .toList();
        trial.require(ends.size() == 1, "hold of " + id + " ended " + ends.size() + " times");
        if (ends.size() != 1) {
            return;
        }
        Heartbeat heartbeat = lastHeartbeats.get(claim.getClaim());
        long energy = heartbeat == null ? 0 : heartbeat.getEnergyMillijoules();
        LedgerEntry end = ends.get(0);
        long held = end.getReleased() == null ? 0 : end.getReleased().getEnergyMillijoules();
        String kind = energy == 0 ? "voided" : "posted";
        trial.require(end.getKind().equals(kind), "hold of lost " + id + " is " + end.getKind() + ", not " + kind);
        trial.require(
                end.getAmounts().getEnergyMillijoules() == Math.min(energy, held),
                id + " is posted with " + end.getAmounts().getEnergyMillijoules() + " mJ; the last heartbeat said "
                        + energy);
        trial.require(
                end.getAmounts().getMoneyNanodollars() == 0, "money is posted for " + id + ", no heartbeat named any");
        trial.require(isLost(claim), id + " has no outcome that says lost");
        trial.require(isGoneOn(claim), id + " has neither a next attempt nor a result that ends with it");
    }

    private boolean isLost(Claim claim) {
        return outcomes.stream()
                .anyMatch(outcome -> isOf(claim, outcome.getTenant(), outcome.getQueryId())
                        && outcome.getAttempt() == claim.getAttempt()
                        && outcome.getStatus().equals("lost"));
    }

    /** Attempts are numbered from 1 without a gap: the checker says so; a retry is a later number of the same query. */
    private boolean isGoneOn(Claim claim) {
        return results.stream()
                .filter(result -> isOf(claim, result.getTenant(), result.getQueryId()))
                .anyMatch(result -> result.getAttempts().size() > claim.getAttempt()
                        || result.getStatus().equals("failed")
                        || result.getStatus().equals("rejected"));
    }

    private static boolean isOf(Claim claim, String tenant, String queryId) {
        return claim.getTenant().equals(tenant) && claim.getQueryId().equals(queryId);
    }
}
