package io.weir.router;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.junit.jupiter.api.Test;

class PartitionWatchTest {

    private static TopicDescription topic(String name, int partitions) {
        List<TopicPartitionInfo> infos = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            infos.add(new TopicPartitionInfo(partition, new Node(1, "h", 1), List.of(), List.of()));
        }
        return new TopicDescription(name, false, infos);
    }

    @Test
    void topicsWithAsManyPartitionsAsWanted_areServed() {
        assertEquals(
                Optional.empty(),
                PartitionWatch.other(List.of(topic("weir.inbox.v1", 4), topic("weir-router-state-changelog", 4)), 4));
    }

    @Test
    void aTopicThatWasRaised_isNamed_withWhatWasFoundAndWanted() {
        assertEquals(
                Optional.of("topic weir.inbox.v1 has 5 partitions, wanted 4: keys would move; with another number a "
                        + "platform starts on topics of its own"),
                PartitionWatch.other(List.of(topic("weir.ledger.v1", 4), topic("weir.inbox.v1", 5)), 4));
    }

    /** Topics and option were raised alike; the router's own changelog says with how many it has run. */
    @Test
    void aChangelogRemembers_withHowManyTheRouterHasRun() {
        String reason = PartitionWatch.other(
                        List.of(topic("weir.inbox.v1", 5), topic("weir-router-state-changelog", 4)), 5)
                .orElseThrow();
        assertTrue(reason.contains("the router has run with 4"), reason);
    }
}
