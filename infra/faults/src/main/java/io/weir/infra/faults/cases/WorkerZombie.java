package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.site.Part;
import io.weir.infra.faults.site.Site;
import io.weir.infra.faults.site.Workplace;
import io.weir.infra.faults.trap.Point;
import io.weir.infra.faults.trap.Snare;
import io.weir.infra.faults.trap.Snare.Action;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import java.util.List;
import java.util.Set;

/** 9: a worker stops beyond its lease with an outcome in its hands, and posts it late: no second post, what it bills is excess. */
final class WorkerZombie {

    static final Fault FAULT = new Fault(9, "worker zombie", 3, Fault.Stage.SHARED, WorkerZombie::run);

    private static final int QUERIES = 24;
    private static final int MOST_HITS = 6;
    private static final Set<String> ENDS = Set.of("posted", "voided", "expired");

    private WorkerZombie() {}

    private static void run(Trial trial) {
        Site site = trial.site();
        trial.traffic();
        site.newWorker(Workplace.PACE, 0);
        trial.armRunning(
                site.workerTrap(),
                new Snare(Point.BEFORE_OUTCOME, 1 + trial.random().nextInt(MOST_HITS), Action.STOP));
        trial.traffic().send(QUERIES);
        // Tenant, query, attempt and claim, as the id of the outcome has them.
        String underWay = trial.awaitSprung(site.workerTrap());
        String attempt = underWay.substring(0, underWay.lastIndexOf('/'));
        String claim = underWay.substring(underWay.lastIndexOf('/') + 1);
        Part zombie = site.worker();

        site.anotherWorker(Workplace.PACE, 0);
        Await.until("the lease of " + attempt + " has lapsed", () -> ends(trial, attempt) > 0);
        zombie.resume();
        Await.until("the zombie posts its outcome of " + attempt, () -> trial.logs().values(Topics.INBOX).stream()
                .anyMatch(inbox -> inbox.getOutcome() != null
                        && claim.equals(inbox.getOutcome().getClaim())));
        site.awaitRouterCaughtUp();
        trial.rest();
        zombie.terminate();

        long ends = ends(trial, attempt);
        trial.require(ends == 1, "the hold of " + attempt + " ended " + ends + " times");
        requireExcess(trial, attempt);
    }

    private static void requireExcess(Trial trial, String attempt) {
        List<Outcome> late = trial.logs().values(Topics.OUTCOMES).stream()
                .filter(outcome -> outcome.getLate()
                        && attempt.equals(
                                outcome.getTenant() + "/" + outcome.getQueryId() + "/" + outcome.getAttempt()))
                .toList();
        List<LedgerEntry> excess = entries(trial, attempt).stream()
                .filter(entry -> entry.getKind().equals("excess"))
                .toList();
        trial.require(late.size() == 1, late.size() + " late outcomes of " + attempt + ", not one");
        trial.require(excess.size() == 1, excess.size() + " excess entries of " + attempt + ", not one");
        if (late.size() == 1 && excess.size() == 1) {
            Long cost = late.get(0).getCostNanodollars();
            long booked = excess.get(0).getAmounts().getMoneyNanodollars();
            trial.require(
                    cost != null && cost == booked && booked > 0,
                    "excess of " + booked + " n$ for a late outcome that adds " + cost);
        }
    }

    private static long ends(Trial trial, String attempt) {
        return entries(trial, attempt).stream()
                .filter(entry -> ENDS.contains(entry.getKind()))
                .count();
    }

    private static List<LedgerEntry> entries(Trial trial, String attempt) {
        return trial.logs().values(Topics.LEDGER).stream()
                .filter(entry -> entry.getId().startsWith(attempt + "/"))
                .toList();
    }
}
