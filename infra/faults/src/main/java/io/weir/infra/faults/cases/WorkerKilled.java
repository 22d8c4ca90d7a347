package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.trap.Point;
import io.weir.infra.faults.trap.Snare;
import io.weir.infra.faults.trap.Snare.Action;
import java.util.List;

/** 8: a worker is killed at 0, 50 or 99 % of the tokens of a request. */
final class WorkerKilled {

    static final Fault FAULT = new Fault(8, "worker kill -9 mid-request", 3, Fault.Stage.SHARED, WorkerKilled::run);

    private static final int QUERIES = 30;
    private static final int MOST_HITS = 6;
    /** Slow enough that several attempts are claimed and running when it dies, and that heartbeats have been sent. */
    private static final double PACE = 0.6;

    private WorkerKilled() {}

    private static void run(Trial trial) {
        trial.traffic();
        trial.site().newWorker(PACE, 0);
        String doomed = trial.site().workerId();
        Point point = trial.inTurn(List.of(Point.ENGINE_50, Point.ENGINE_99, Point.ENGINE_0));
        trial.armRunning(
                trial.site().workerTrap(), new Snare(point, 1 + trial.random().nextInt(MOST_HITS), Action.HALT));
        trial.traffic().send(QUERIES);
        trial.awaitDeath(trial.site().workerTrap(), trial.site().worker());
        trial.site().newWorker();
        trial.rest();

        LostWork lost = LostWork.of(trial, doomed);
        trial.require(!lost.isEmpty(), doomed + " had nothing under way");
        lost.check();
    }
}
