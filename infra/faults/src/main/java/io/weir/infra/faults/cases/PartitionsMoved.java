package io.weir.infra.faults.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Replicas;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * 18: under traffic every partition of the platform is moved from broker to broker, its changelogs, offsets and transaction logs
 * with it, and its leader is elected anew. Every query has its one result, and what a tenant sent stands in the order that it was sent.
 */
final class PartitionsMoved {

    static final Fault FAULT =
            new Fault(18, "partitions reassigned, leaders elected", 3, Fault.Stage.REPLICATED, PartitionsMoved::run);

    private static final int QUERIES = 20;
    private static final int ROUNDS = 3;

    private PartitionsMoved() {}

    private static void run(Trial trial) {
        trial.traffic().send(QUERIES);
        Replicas replicas = Replicas.of(trial.site());
        int moved = 0;
        int elected = 0;
        for (int round = 0; round < ROUNDS; round++) {
            List<Future<RecordMetadata>> under = new ArrayList<>(trial.traffic().begin(QUERIES / 2));
            moved += replicas.withoutOne(trial.random());
            under.addAll(trial.traffic().begin(QUERIES / 2));
            replicas.awaitMoved();
            replicas.onAll(trial.random());
            under.addAll(trial.traffic().begin(QUERIES / 2));
            replicas.awaitMoved();
            elected += replicas.electLeaders();
            trial.traffic().acknowledge(under);
        }
        trial.point(moved + " moves, " + elected + " elections");
        trial.require(moved > 0 && elected > 0, "nothing was moved, or no leader elected");
        trial.traffic().send(QUERIES);
        trial.rest();
        requireOrder(trial);
    }

    /** In the inbox a tenant's queries stand as in its partition of the public topic; a repeat, homed again, is none. */
    private static void requireOrder(Trial trial) {
        Map<String, Long> last = new HashMap<>();
        Map<String, Long> first = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : trial.logs().records(Topics.INBOX)) {
            Inbox inbox = trial.site().wire().decode(Topics.INBOX, record.value());
            Coordinates origin = inbox.getOrigin();
            if (inbox.getQuery() == null || origin == null || record.key() == null) {
                continue;
            }
            String tenant = new String(record.key(), UTF_8) + " from partition " + origin.getPartition();
            boolean repeat = first.putIfAbsent(tenant + "/" + origin.getOffset(), record.offset()) != null;
            long before = last.getOrDefault(tenant, -1L);
            trial.require(
                    repeat || origin.getOffset() > before,
                    "query " + inbox.getId() + " of offset " + origin.getOffset() + " comes after " + before);
            last.put(tenant, Math.max(before, origin.getOffset()));
        }
    }
}
