package io.weir.schemas;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.v1.Attempt;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.internals.BuiltInPartitioner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopicsTest {
    @Test
    void catalogueHoldsEveryTopicOfTheDesign() {
        var names = Topics.fixed().stream().map(Topic::name).collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                new TreeSet<>(List.of(
                        "weir.accounts.v1",
                        "weir.aggregates.cost-of-pass.v1",
                        "weir.alerts.v1",
                        "weir.audit.v1",
                        "weir.calibration.v1",
                        "weir.cancels.v1",
                        "weir.grants.v1",
                        "weir.chunks.v1",
                        "weir.controls.v1",
                        "weir.decisions.v1",
                        "weir.dlq.v1",
                        "weir.grid.v1",
                        "weir.inbox.v1",
                        "weir.ledger.v1",
                        "weir.meters.v1",
                        "weir.models.v1",
                        "weir.outcomes.v1",
                        "weir.pacing.v1",
                        "weir.prices.v1",
                        "weir.queries.v1",
                        "weir.results.v1",
                        "weir.tiers.v1",
                        "weir.verdicts.v1",
                        "weir.workers.v1")),
                names);
    }

    @Test
    void subjectIsTheTopicsName_exceptThatAllAttemptsShareOne() {
        Topics.fixed().forEach(topic -> assertEquals(topic.name() + "-value", topic.subject()));

        Topic<Attempt> small = Topics.attempts("small", "interactive");
        Topic<Attempt> large = Topics.attempts("large", "batch");
        assertEquals("weir.attempts.small.interactive.v1", small.name());
        assertEquals("weir.attempts.large.batch.v1", large.name());
        assertEquals("weir.attempts.v1-value", small.subject());
        assertEquals(small.subject(), large.subject());
    }

    @Test
    void whatIsKeyedByTenantSharesItsPartitionsWithTheInbox() {
        List<Topic<?>> homed = List.of(
                Topics.INBOX,
                Topics.DECISIONS,
                Topics.OUTCOMES,
                Topics.RESULTS,
                Topics.LEDGER,
                Topics.CHUNKS,
                Topics.attempts("small", "batch"));

        homed.forEach(topic -> assertEquals(7, topic.partitions().count(7), topic.name()));
    }

    @Test
    void catalogueTopicsAreCompactedInOnePartition() {
        List<Topic<?>> catalogue =
                List.of(Topics.ACCOUNTS, Topics.TIERS, Topics.PRICES, Topics.CALIBRATION, Topics.PACING, Topics.MODELS);

        for (Topic<?> topic : catalogue) {
            assertEquals(1, topic.partitions().count(7), topic.name());
            assertEquals("compact", topic.configs().get("cleanup.policy"), topic.name());
            assertEquals("-1", topic.configs().get("retention.ms"), topic.name());
        }
    }

    @Test
    void inboxIsStampedByTheBroker_andTheLedgerIsKeptForEver() {
        assertEquals("LogAppendTime", Topics.INBOX.configs().get("message.timestamp.type"));
        assertEquals("604800000", Topics.INBOX.configs().get("retention.ms"));
        assertEquals("delete", Topics.LEDGER.configs().get("cleanup.policy"));
        assertEquals("-1", Topics.LEDGER.configs().get("retention.ms"));
    }

    @Test
    void internalTopicsTakeWhateverAPublicOneDoes() {
        Map<Boolean, List<Integer>> largest = Topics.fixed().stream()
                .collect(Collectors.partitioningBy(
                        topic -> List.of(
                                        Topics.QUERIES,
                                        Topics.VERDICTS,
                                        Topics.CANCELS,
                                        Topics.GRANTS,
                                        Topics.ACCOUNTS,
                                        Topics.TIERS,
                                        Topics.PRICES)
                                .contains(topic),
                        Collectors.mapping(
                                topic -> Integer.valueOf(topic.configs().get("max.message.bytes")),
                                Collectors.toList())));

        largest.get(true).forEach(bytes -> assertEquals(2 << 20, bytes));
        largest.get(false).forEach(bytes -> assertEquals(4 << 20, bytes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "-", "gpt-4o-mini", "0123456789-0123456789-0123456789-0123456"})
    void tierNamesWithinTheBoundsAreTaken(String tier) {
        String name = Topics.attempts(tier, "batch").name();

        assertEquals("weir.attempts." + tier + ".batch.v1", name);
        assertTrue(Topics.ATTEMPTS_PATTERN.matcher(name).matches());
        assertEquals("weir-workers-" + tier, Topics.workerGroup(tier));
        assertEquals("weir.aggregates." + tier + ".v1", Topics.aggregates(tier).name());
        assertEquals(Optional.of(tier), Topics.kindOf("weir.aggregates." + tier + ".v1"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "a.b", "a_b", "a b", "ä", "a\n", "0123456789-0123456789-0123456789-01234567"})
    void tierNamesBeyondTheBoundsAreRefusedByName(String tier) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Topics.attempts(tier, "batch"));
        assertEquals("tier must match [a-z0-9-]{1,40}, is '" + tier + "'", refused.getMessage());
        assertThrows(IllegalArgumentException.class, () -> Topics.workerGroup(tier));
        var kind = assertThrows(IllegalArgumentException.class, () -> Topics.aggregates(tier));
        assertTrue(kind.getMessage().startsWith("aggregate kind must match"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Batch", "bulk"})
    void lanesAreTwo(String lane) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Topics.attempts("small", lane));
        assertEquals("lane must be interactive or batch, is '" + lane + "'", refused.getMessage());
    }

    @Test
    void tenantsAreHomedWhereTheJavaProducerWouldPutThem() {
        List<String> tenants = List.of("", "a", "acme", "ünïcode", "\uD83D\uDE00", "nul\0inside", "é", "e\u0301");
        for (int partitions : new int[] {1, 2, 4, 7, 128}) {
            for (String tenant : tenants) {
                assertEquals(
                        BuiltInPartitioner.partitionForKey(tenant.getBytes(UTF_8), partitions),
                        Topics.partitionOf(tenant, partitions));
            }
        }
    }

    /** The numbers come from another implementation of murmur2 (seed 0x9747b28c), so a change of Kafka's would be seen. */
    @Test
    void homesOfKnownTenantsNeverMove() {
        var homes = IntStream.range(0, 8)
                .mapToObj(i -> Topics.partitionOf("tenant-" + i, 4))
                .toList();

        assertEquals(List.of(0, 3, 2, 1, 2, 0, 2, 2), homes);
    }

    @Test
    void thereIsNoHomeInNoPartitions() {
        assertThrows(IllegalArgumentException.class, () -> Topics.partitionOf("acme", 0));
        assertThrows(IllegalArgumentException.class, () -> Partitions.SHARED.count(0));
    }

    @Test
    void attemptKeyIsTenantNulQuery() {
        assertArrayEquals(new byte[] {'a', 'b', 0, (byte) 0xC3, (byte) 0xA9}, Topics.attemptKey("ab", "é"));
    }
}
