package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.site.RegistryProxy.Mood;
import io.weir.infra.faults.site.Site;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * 17: the registry answers after 5 s, or with 500, or with 404, while unknown ids come in and a router starts. Traffic of known
 * schemas goes on; nobody asks in a loop and nobody ends.
 */
final class RegistryWrong {

    static final Fault FAULT =
            new Fault(17, "registry slow or answering wrong", 3, Fault.Stage.SHARED, RegistryWrong::run);

    private static final Duration FOR = Duration.ofSeconds(30);
    private static final int QUERIES = 15;
    private static final int LATE = 3;
    /**
     * Requests a second, all parts together, about twice what is expected. Slow: half a dozen askers that each wait 5 s for an answer. Else
     * ingress asks for its eight subjects once a second, or for the first alone where that fails, and a router that starts for its own.
     */
    private static final Map<Mood, Integer> MOST_REQUESTS_PER_SECOND =
            Map.of(Mood.SLOW, 2, Mood.ERROR, 8, Mood.NOT_FOUND, 20);

    private RegistryWrong() {}

    private static void run(Trial trial) {
        Site site = trial.site();
        Mood mood = trial.inTurn(List.of(Mood.SLOW, Mood.ERROR, Mood.NOT_FOUND));
        trial.point(mood);
        trial.traffic().send(QUERIES);
        LateSchema late = LateSchema.drawn(trial, LATE);
        int before = site.proxy().requests();
        long begun = System.nanoTime();
        site.proxy().mood(mood);
        try {
            late.send();
            trial.traffic().send(QUERIES);
            trial.awaitResults();
            late.requireWaiting();
            site.restartRouter();
            trial.traffic().send(QUERIES);
            Await.elapsed(FOR.minusNanos(System.nanoTime() - begun));
        } finally {
            site.proxy().mood(Mood.HONEST);
        }
        int requests = site.proxy().requests() - before;
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        trial.point("(" + requests + " requests in " + seconds + " s)");
        trial.require(
                requests <= MOST_REQUESTS_PER_SECOND.getOrDefault(mood, 0) * seconds,
                requests + " requests to the registry in " + seconds + " s: no back-off");
        trial.require(
                site.ingress().isAlive()
                        && site.router().isAlive()
                        && site.worker().isAlive(),
                "a part ended");
        late.register();
        trial.rest();
        late.requireServed();
    }
}
