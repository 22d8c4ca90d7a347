package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.site.Part;
import io.weir.infra.faults.site.Site;
import io.weir.infra.faults.trap.Point;
import io.weir.infra.faults.trap.Snare;
import io.weir.infra.faults.trap.Snare.Action;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.time.Duration;
import java.util.List;

/**
 * 5: a router stops within a transaction for longer than its session, another takes its partitions, and the first goes on. What
 * fences it is not its static name but its place in the group and its producer's epoch: its transaction is aborted either
 * by the broker's timeout or because its offsets are of a generation that has passed.
 */
final class RouterZombie {

    static final Fault FAULT = new Fault(5, "zombie router", 3, Fault.Stage.SHARED, RouterZombie::run);

    private static final int QUERIES = 30;
    private static final int MOST_HITS = 5;
    /** Above the session of 6 s, with and without the transaction's 10 s. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(8), Duration.ofSeconds(13), Duration.ofSeconds(8));

    private RouterZombie() {}

    private static void run(Trial trial) {
        Site site = trial.site();
        trial.traffic();
        Point point = trial.inTurn(List.of(Point.SENT_BEFORE_COMMIT, Point.BEFORE_COMMIT, Point.POSTED));
        trial.armRunning(site.routerTrap(), new Snare(point, 1 + trial.random().nextInt(MOST_HITS), Action.STOP));
        trial.traffic().send(QUERIES);
        String underWay = trial.awaitSprung(site.routerTrap());
        Part zombie = site.router();

        // The same static name, as a supervisor would start it again, or another one.
        String name = trial.inTurn(List.of("router-0", "router-1", "router-1"));
        trial.point("then " + name);
        site.anotherRouter(name);
        Await.elapsed(trial.inTurn(PAUSES));
        site.awaitRouterCaughtUp();
        zombie.resume();
        trial.traffic().send(QUERIES);
        trial.rest();

        long visible = count(trial.logs().values(Topics.LEDGER), underWay);
        trial.require(visible == 1, underWay + " is visible " + visible + " times, not once");
        long written = count(trial.logs().uncommittedLedger(), underWay);
        trial.require(written >= 2, underWay + " was written " + written + " times: the zombie wrote nothing");

        zombie.terminate();
        site.router().terminate();
        site.restartRouter();
        site.awaitRouterCaughtUp();
    }

    private static long count(List<LedgerEntry> entries, String id) {
        return entries.stream().filter(entry -> entry.getId().equals(id)).count();
    }
}
