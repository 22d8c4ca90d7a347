package io.weir.router;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.router.ingress.Ingress;
import io.weir.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.NewPartitions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A keyed topic is given another partition under a router and an ingress that run. */
class PartitionWatchIT {

    @TempDir
    static Path directory;

    @Test
    void whenAKeyedTopicIsRaised_bothStop_andNeitherStartsAgain() throws Exception {
        try (Cluster cluster = new Cluster(directory.resolve("broker"));
                Ingress ingress = cluster.ingress(cluster.registryUrl());
                RouterApp router = cluster.router(directory.resolve("state"))) {
            Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> router.isReady() && ingress.isReady());
            cluster.admin()
                    .createPartitions(Map.of(Topics.LEDGER.name(), NewPartitions.increaseTo(Cluster.PARTITIONS + 1)))
                    .all()
                    .get();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> !router.isAlive() && !ingress.isAlive());
            String refused = assertThrows(IllegalStateException.class, () -> cluster.router(directory.resolve("state")))
                    .getMessage();
            assertTrue(refused.contains(Topics.LEDGER.name() + " has 4 partitions, wanted 3"), refused);
            assertThrows(IllegalStateException.class, () -> cluster.ingress(cluster.registryUrl()));
        }
    }
}
