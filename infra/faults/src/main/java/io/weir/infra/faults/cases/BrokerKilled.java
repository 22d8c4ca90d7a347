package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Site;
import io.weir.schemas.Topics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;

/** 1: the broker is killed, or shut down, under traffic, and started again on its data: what it had acknowledged is there. */
final class BrokerKilled {

    /** Without a broker for long, these give up and leave the rest to whoever supervises them. */
    private static final Set<String> GIVE_UP = Set.of("router", "worker");

    static final Fault FAULT =
            new Fault(1, "broker kill -9 and clean restart", 3, Fault.Stage.SHARED, GIVE_UP, BrokerKilled::run);

    static final Fault REPLICATED = new Fault(
            1, "one of three brokers kill -9", 3, Fault.Stage.REPLICATED, GIVE_UP, BrokerKilled::runReplicated);

    private static final int QUERIES = 25;
    private static final int MOST_BEFORE = 20;

    private BrokerKilled() {}

    private record At(int partition, long offset) {}

    private static void run(Trial trial) {
        Site site = trial.site();
        boolean clean = trial.inTurn(List.of(false, true, false));
        trial.point(clean ? "clean restart" : "kill -9");
        trial.traffic().send(QUERIES);
        List<Future<RecordMetadata>> under =
                trial.traffic().begin(1 + trial.random().nextInt(MOST_BEFORE));
        if (clean) {
            site.brokers().part(0).terminate();
        } else {
            site.brokers().part(0).kill();
        }
        site.brokers().restart(0);
        trial.traffic().acknowledge(under);
        trial.traffic().send(QUERIES);
        trial.rest();
        requireAcknowledged(trial);
    }

    /** One of three that replicate is killed and traffic goes on without it; then it comes back. */
    private static void runReplicated(Trial trial) {
        Site site = trial.site();
        int node = trial.inTurn(List.of(0, 1, 2));
        trial.point("kill -9 of broker " + (node + 1));
        trial.traffic().send(QUERIES);
        List<Future<RecordMetadata>> under =
                trial.traffic().begin(1 + trial.random().nextInt(MOST_BEFORE));
        site.brokers().part(node).kill();
        trial.traffic().acknowledge(under);
        trial.traffic().send(QUERIES);
        trial.awaitResults();
        requireAcknowledged(trial);
        site.brokers().restart(node);
        trial.traffic().send(QUERIES);
        trial.rest();
        requireAcknowledged(trial);
    }

    private static void requireAcknowledged(Trial trial) {
        Set<At> there = new HashSet<>();
        trial.logs().records(Topics.QUERIES).forEach(record -> there.add(new At(record.partition(), record.offset())));
        long lost = trial.traffic().acknowledged().stream()
                .filter(at -> !there.contains(new At(at.partition(), at.offset())))
                .count();
        trial.require(lost == 0, lost + " acknowledged queries are not readable");
    }
}
