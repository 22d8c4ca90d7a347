package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.infra.faults.site.Part;
import io.weir.infra.faults.site.Site;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * 4: of three routers one is started, killed or shut down every 5 s under traffic, so that partitions change hands all the time.
 * Each key has one owner at a time: its entries are numbered without a gap or a repeat in the order in which they stand, and each
 * begins with the balance that the one before left. No attempt is held twice.
 */
final class RebalanceStorm {

    static final Fault FAULT =
            new Fault(4, "rebalance storm of three routers", 3, Fault.Stage.SHARED, RebalanceStorm::run);

    private static final int ROUTERS = 3;
    private static final int ROUNDS = 9;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int QUERIES_A_ROUND = 8;

    private RebalanceStorm() {}

    private static void run(Trial trial) {
        Site site = trial.site();
        trial.traffic();
        Part[] routers = new Part[ROUTERS];
        routers[0] = site.router();
        int started = 1;
        int ended = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long next = System.nanoTime() + ROUND.toNanos();
            // The first rounds fill up; from then on any of them.
            int which = round < ROUTERS - 1 ? round + 1 : trial.random().nextInt(ROUTERS);
            Part router = routers[which];
            if (router == null || !router.isAlive()) {
                routers[which] = site.routerBeside("router-" + which);
                started++;
            } else if (trial.random().nextBoolean()) {
                router.kill();
                ended++;
            } else {
                router.terminate();
                ended++;
            }
            trial.traffic().send(QUERIES_A_ROUND);
            Await.elapsed(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        }
        trial.point(started + " starts, " + ended + " ends");
        for (Part router : routers) {
            if (router != null) {
                router.close();
            }
        }
        site.restartRouter();
        trial.rest();
        requireOneOwner(trial);
    }

    private static void requireOneOwner(Trial trial) {
        Map<String, Long> numbers = new HashMap<>();
        Set<String> holds = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (LedgerEntry entry : trial.logs().values(Topics.LEDGER)) {
            long expected = numbers.getOrDefault(entry.getLedgerKey(), 0L) + 1;
            if (entry.getSeq() != expected) {
                wrong.add(entry.getId() + " is number " + entry.getSeq() + ", not " + expected);
            }
            numbers.put(entry.getLedgerKey(), entry.getSeq());
            if (entry.getKind().equals("held") && !holds.add(entry.getId())) {
                wrong.add(entry.getId() + " stands twice");
            }
        }
        trial.require(wrong.isEmpty(), "entries of two owners: " + wrong);
    }
}
