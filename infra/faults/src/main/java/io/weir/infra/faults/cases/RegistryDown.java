package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.site.Site;
import java.time.Duration;
import java.util.List;

/**
 * 16: the registry is down for a minute, while everything runs or while ingress and router start. Queries of known schemas go
 * on meanwhile; one of a schema that nobody knows yet waits among the dead letters and comes back.
 */
final class RegistryDown {

    static final Fault FAULT =
            new Fault(16, "registry down for 60 s, in flight and at start", 3, Fault.Stage.SHARED, RegistryDown::run);

    private static final Duration OUTAGE = Duration.ofSeconds(60);
    private static final int QUERIES = 15;
    private static final int LATE = 3;

    private RegistryDown() {}

    private static void run(Trial trial) {
        Site site = trial.site();
        boolean atStart = trial.inTurn(List.of(false, true, false));
        trial.point(atStart ? "at start" : "in flight");
        trial.traffic().send(QUERIES);
        LateSchema late = LateSchema.drawn(trial, LATE);
        site.registry().kill();
        long down = System.nanoTime();
        if (atStart) {
            site.restartIngress();
            site.restartRouter();
        }
        trial.traffic().send(QUERIES);
        late.send();
        if (!atStart) {
            // Known ids go on: these have their results before the registry is there again.
            trial.awaitResults();
            late.requireWaiting();
        }
        Await.elapsed(OUTAGE.minusNanos(System.nanoTime() - down));
        site.restartRegistry();
        late.register();
        trial.traffic().send(QUERIES);
        trial.rest();
        late.requireServed();
    }
}
