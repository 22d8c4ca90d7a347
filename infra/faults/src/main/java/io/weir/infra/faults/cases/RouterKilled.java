package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.trap.Point;
import io.weir.infra.faults.trap.Snare;
import io.weir.infra.faults.trap.Snare.Action;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** 2: the router is killed within a transaction, or between two. Nobody who reads committed records sees half a hold. */
final class RouterKilled {

    static final Fault FAULT =
            new Fault(2, "router kill -9 mid-transaction", 20, Fault.Stage.SHARED, RouterKilled::run);

    /** AFTER_COMMIT and BEFORE_POST lie between a hold and its post. */
    private static final List<Point> POINTS = List.of(
            Point.AFTER_COMMIT,
            Point.HOLD_TAKEN,
            Point.BEFORE_POST,
            Point.BEFORE_SEND,
            Point.SENT_BEFORE_COMMIT,
            Point.BEFORE_COMMIT,
            Point.POSTED);

    private static final int QUERIES = 40;
    /** So often each point is reached by so many queries, commits included. */
    private static final int MOST_HITS = 5;

    private RouterKilled() {}

    private static void run(Trial trial) {
        trial.traffic();
        Point point = trial.inTurn(POINTS);
        trial.armRunning(
                trial.site().routerTrap(), new Snare(point, 1 + trial.random().nextInt(MOST_HITS), Action.HALT));

        trial.traffic().send(QUERIES);
        String underWay =
                trial.awaitDeath(trial.site().routerTrap(), trial.site().router());
        if (point == Point.AFTER_COMMIT) {
            Await.until("the committed " + underWay + " is visible", () -> ids(trial)
                    .contains(underWay));
        } else {
            trial.require(!ids(trial).contains(underWay), underWay + " is visible before its commit");
        }
        trial.site().restartRouter();
        trial.rest();

        trial.require(ids(trial).contains(underWay), underWay + " is not in the ledger at the end");
        requireWholeHolds(trial);
        requireSentMore(trial, point, underWay);
    }

    /** Each visible hold has its work order: never one without the other. The checker says so too; this reads anew. */
    private static void requireWholeHolds(Trial trial) {
        Set<String> sent = trial.logs().attempts().stream()
                .map(attempt -> attempt.getTenant() + "/" + attempt.getQueryId() + "/" + attempt.getAttempt() + "/held")
                .collect(Collectors.toSet());
        Set<String> half = ids(trial).stream()
                .map(id -> id.substring(0, id.lastIndexOf('/'))) // it ends in its number
                .filter(stem -> stem.endsWith("/held") && !sent.contains(stem))
                .collect(Collectors.toSet());
        trial.require(half.isEmpty(), "holds without a work order: " + half);
    }

    /** Else the fault was none: what was under way must have stood on the broker, unseen, and been written again. */
    private static void requireSentMore(Trial trial, Point point, String underWay) {
        boolean handedOver = point == Point.HOLD_TAKEN
                || point == Point.SENT_BEFORE_COMMIT
                || point == Point.BEFORE_COMMIT
                || point == Point.POSTED;
        long written = trial.logs().uncommittedLedger().stream()
                .map(LedgerEntry::getId)
                .filter(underWay::equals)
                .count();
        trial.require(!handedOver || written >= 2, underWay + " was written " + written + " times, not twice");
    }

    private static Set<String> ids(Trial trial) {
        return trial.logs().values(Topics.LEDGER).stream()
                .map(LedgerEntry::getId)
                .collect(Collectors.toSet());
    }
}
