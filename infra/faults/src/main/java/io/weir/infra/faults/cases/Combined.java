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
import io.weir.router.ingress.Ingress;
import io.weir.schemas.Topic;
import io.weir.v1.Query;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * 36: every 5 s the seed draws some of the other faults, or none, and lets them strike at once under traffic: the broker killed (1),
 * the router killed at a point (2), routers that come and go (4) or stop and go on (5), workers killed (8) or stopped beyond their
 * lease (9), duplicates (10), poison (14). Then all is healed, every query gets its result, and the books are checked.
 */
final class Combined {

    static final Fault FAULT = new Fault(
            36,
            "combined, drawn every 5 s",
            3,
            Fault.Stage.SHARED,
            Set.of("router", "worker", "ingress"),
            Combined::run);

    private static final int ROUNDS = 12;
    private static final Duration ROUND = Duration.ofSeconds(5);
    private static final int QUERIES_A_ROUND = 6;
    /** Of the rounds, so many are quiet. */
    private static final double QUIET = 0.3;
    /** Of the faults, so many strike in a round that is not. */
    private static final double STRIKES = 0.25;

    private static final List<Point> ROUTER_POINTS =
            List.of(Point.HOLD_TAKEN, Point.SENT_BEFORE_COMMIT, Point.BEFORE_COMMIT, Point.AFTER_COMMIT, Point.POSTED);
    private static final int MOST_HITS = 4;
    private static final int POISON = 4;
    /** Compacted topics take no record without one. */
    private static final byte[] KEY = {'x'};

    private enum Strike {
        BROKER_KILLED(1),
        ROUTER_KILLED(2),
        ROUTER_COMES_OR_GOES(4),
        ROUTER_STOPS(5),
        WORKER_KILLED(8),
        WORKER_STOPS(9),
        DUPLICATES(10),
        POISON(14);

        private final int number;

        Strike(int number) {
            this.number = number;
        }
    }

    private final Trial trial;
    private final Site site;
    private final Random random;
    private final List<Future<RecordMetadata>> sends = new ArrayList<>();
    private final List<Part> stopped = new ArrayList<>();
    private final List<Part> others = new ArrayList<>();
    private final Map<Strike, Integer> struck = new EnumMap<>(Strike.class);
    private int names;

    private Combined(Trial trial) {
        this.trial = trial;
        site = trial.site();
        random = trial.random();
    }

    private static void run(Trial trial) {
        trial.traffic();
        Combined combined = new Combined(trial);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                combined.round();
            }
        } finally {
            combined.heal();
        }
        trial.traffic().acknowledge(combined.sends);
        trial.rest();
        StringBuilder point = new StringBuilder();
        combined.struck.forEach((strike, times) -> point.append(point.isEmpty() ? "" : ", ")
                .append(strike.number)
                .append('×')
                .append(times));
        trial.point(point);
    }

    private void round() {
        long next = System.nanoTime() + ROUND.toNanos();
        boolean quiet = random.nextDouble() < QUIET;
        for (Strike strike : Strike.values()) {
            if (random.nextDouble() < STRIKES && !quiet) {
                struck.merge(strike, 1, Integer::sum);
                strike(strike);
            }
        }
        sends.addAll(trial.traffic().begin(QUERIES_A_ROUND));
        Await.elapsed(Duration.ofNanos(Math.max(0, next - System.nanoTime())));
        site.supervise();
    }

    private void strike(Strike strike) {
        switch (strike) {
            case BROKER_KILLED -> {
                site.brokers().part(0).kill();
                site.brokers().restart(0);
            }
            case ROUTER_KILLED ->
                site.routerTrap()
                        .arm(new Snare(
                                ROUTER_POINTS.get(random.nextInt(ROUTER_POINTS.size())),
                                1 + random.nextInt(MOST_HITS),
                                Action.HALT));
            case ROUTER_COMES_OR_GOES -> {
                if (others.isEmpty()) {
                    others.add(site.routerBeside("combined-" + trial.seed() + "-" + ++names));
                } else {
                    others.remove(others.size() - 1).kill();
                }
            }
            case ROUTER_STOPS -> stopOrContinue(site.router());
            case WORKER_KILLED -> {
                site.worker().kill();
                site.newWorker(Workplace.PACE, random.nextBoolean() ? trial.seed() : 0);
            }
            case WORKER_STOPS -> stopOrContinue(site.worker());
            case DUPLICATES -> {
                List<Query> sent = trial.traffic().sent();
                for (int i = 0; i < QUERIES_A_ROUND && !sent.isEmpty(); i++) {
                    sends.add(trial.traffic().send(sent.get(random.nextInt(sent.size()))));
                }
            }
            case POISON -> {
                List<Topic<?>> topics = Ingress.sources();
                for (int i = 0; i < POISON; i++) {
                    byte[] junk = new byte[1 + random.nextInt(40)];
                    random.nextBytes(junk);
                    sends.add(trial.traffic()
                            .raw(new ProducerRecord<>(
                                    topics.get(random.nextInt(topics.size())).name(), KEY, junk)));
                }
            }
        }
    }

    /** Whoever is stopped goes on, else this one stops. */
    private void stopOrContinue(Part part) {
        if (!stopped.isEmpty()) {
            stopped.stream().filter(Part::isAlive).forEach(Part::resume);
            stopped.clear();
        } else if (part.isAlive()) {
            part.stop();
            stopped.add(part);
        }
    }

    /** All that is stopped goes on, what was drawn in is gone, and one of each part runs. */
    private void heal() {
        site.routerTrap().clear();
        stopped.stream().filter(Part::isAlive).forEach(Part::resume);
        others.forEach(Part::kill);
        site.router().kill(); // with a trap that it may have taken and not met
        site.restartRouter();
        site.supervise();
        site.newWorker();
    }
}
