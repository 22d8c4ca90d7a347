package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.schemas.Topics;
import io.weir.v1.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * 30: one client sends the same query ten thousand times, connecting anew after every so many, while it is worked on and after its
 * result; now and then it sends another body under the same id. One charge; each other body is a dead letter.
 */
final class RetryStorm {

    static final Fault FAULT = new Fault(30, "retry storm of one client", 3, Fault.Stage.SHARED, RetryStorm::run);

    private static final int RETRIES = 10_000;
    private static final int LEAST_PER_CONNECTION = 300;
    private static final int MOST_PER_CONNECTION = 1_000;
    /** Of the retries, one has another body. */
    private static final int REUSED_EACH = 1_000;

    private RetryStorm() {}

    private static void run(Trial trial) {
        String tenant = trial.name() + "-stormy";
        trial.traffic(List.of(Budgets.account(tenant, "requests", 10)));
        Query query = trial.traffic().plain(tenant, "again-and-again");
        trial.traffic().decided(List.of(trial.traffic().send(query)));
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        int connections = 0;
        int reused = 0;
        while (sends.size() < RETRIES) {
            int most = LEAST_PER_CONNECTION + trial.random().nextInt(MOST_PER_CONNECTION - LEAST_PER_CONNECTION);
            connections++;
            try (KafkaProducer<byte[], byte[]> producer = connect(trial)) {
                for (int i = 0; i < most && sends.size() < RETRIES; i++) {
                    boolean other = sends.size() % REUSED_EACH == REUSED_EACH - 1;
                    reused += other ? 1 : 0;
                    Query sent = other ? other(trial, query) : query;
                    sends.add(producer.send(trial.traffic().record(Topics.QUERIES, tenant, sent)));
                }
            }
        }
        trial.point(RETRIES + " retries over " + connections + " connections");
        trial.traffic().decided(sends);
        trial.rest();
        trial.traffic().decided(List.of(trial.traffic().send(query)));

        for (String kind : List.of("held", "posted")) {
            Budgets.require(
                    trial,
                    kind + " entries",
                    1,
                    Budgets.entries(trial, tenant, kind).size());
        }
        Budgets.require(trial, "results", 1, trial.logs().results(tenant).size());
        long letters = trial.logs().values(Topics.DLQ).stream()
                .filter(letter ->
                        letter.getTenant().equals(tenant) && letter.getCode().equals("id_reused"))
                .count();
        Budgets.require(trial, "dead letters of a reused id", reused, letters);
    }

    private static Query other(Trial trial, Query query) {
        return Query.newBuilder(query)
                .setRequest(trial.traffic().next().getRequest())
                .build();
    }

    private static KafkaProducer<byte[], byte[]> connect(Trial trial) {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", trial.site().bootstrap(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
