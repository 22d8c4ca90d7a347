package io.weir.infra.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.infra.local.cluster.Addresses;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Result;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Clients that share no code with Weir, on one stack: Confluent's for Python asks, with its own registry client, Avro and
 * partitioner; kafkajs with its registry client, and kcat, read what was answered.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ForeignClientsE2E {

    private static final Set<String> TENANTS = Set.of("acme", "globex", "hooli");
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path temporary;

    private static WeirProcess weir;
    private static Addresses stack;

    @BeforeAll
    static void start() throws Exception {
        Path state = temporary.resolve("state");
        weir = WeirProcess.start(
                temporary.resolve("up.txt"),
                "up",
                "--dir",
                state.toString(),
                "--kafka-port",
                "0",
                "--registry-port",
                "0",
                "--http-port",
                "0",
                "--flink-port",
                "0",
                "--workload",
                "none");
        stack = weir.awaitUp(state);
    }

    @AfterAll
    static void stop() {
        if (weir != null) {
            weir.close();
        }
    }

    @Test
    @Order(1)
    void eachQueryFromPythonHasOneResult_andEachTenantsLedgerOneOwner() throws Exception {
        Program.Ended ended = run(ForeignClients.python(
                "roundtrip.py", "--bootstrap", stack.bootstrap(), "--registry", stack.registry(), "--each", "5"));

        JsonNode report = JSON.readTree(ended.printed());
        assertEquals(20, report.path("asked").asInt());
        assertEquals(20, report.path("with_one_result").asInt());
        assertTrue(report.path("statuses").path("passed").asInt() > 0, ended.printed());
        Map<String, Set<Integer>> ledgers = ledgers();
        assertEquals(TENANTS, askedTenants(report));
        for (String tenant : TENANTS) {
            assertEquals(Set.of(home(tenant)), ledgers.get(tenant), "ledger of " + tenant);
        }
        // Else the client's partitioner would have done the homing, and this test would show nothing.
        assertTrue(
                TENANTS.stream().anyMatch(tenant -> !placed(report, tenant).equals(Set.of(home(tenant)))),
                report.toString());
    }

    @Test
    @Order(2)
    void theExampleOfTheReadmeAnswers() throws Exception {
        Program.Ended ended = run(ForeignClients.python(
                "submit.py", "What is 3 + 7? Reply with only the number.", stack.bootstrap(), stack.registry()));

        JsonNode result = JSON.readTree(ended.printed());
        assertEquals("answered", result.path("status").asText(), ended.printed());
        assertTrue(result.path("message").path("content").asText().contains("10"), ended.printed());
    }

    @Test
    @Order(3)
    void kafkajsReadsEveryResult_withItsOwnRegistryClient() throws Exception {
        Map<String, String> expected = new HashMap<>();
        for (Committed.Placed<Result> placed : results()) {
            Result result = placed.value();
            expected.put(
                    result.getTenant() + " " + result.getQueryId(),
                    told(
                            placed.partition(),
                            result.getStatus(),
                            result.getReason(),
                            result.getCostNanodollars(),
                            result.getAttempts().size()));
        }
        ForeignClients.require(!expected.isEmpty(), "nothing was asked before: the Python client is missing");

        Program.Ended ended = run(ForeignClients.node(
                "results.js",
                "--bootstrap",
                stack.bootstrap(),
                "--registry",
                stack.registry(),
                "--count",
                Integer.toString(expected.size())));

        Map<String, String> read = new HashMap<>();
        for (String line : ended.printed().lines().toList()) {
            JsonNode record = JSON.readTree(line);
            JsonNode result = record.path("result");
            assertEquals(result.path("tenant").asText(), record.path("key").asText());
            read.put(
                    result.path("tenant").asText() + " "
                            + result.path("query_id").asText(),
                    told(
                            record.path("partition").asInt(),
                            result.path("status").asText(),
                            result.path("reason").asText(),
                            result.path("cost_nanodollars").asLong(),
                            result.path("attempts").size()));
        }
        assertEquals(expected, read);
    }

    private static String told(int partition, String status, String reason, long nanodollars, int attempts) {
        return String.join(
                " | ",
                Integer.toString(partition),
                status,
                reason,
                Long.toString(nanodollars),
                Integer.toString(attempts));
    }

    @Test
    @Order(4)
    void kcatReadsTheKeyOfEveryResult() throws Exception {
        List<String> expected = results().stream()
                .map(placed -> placed.partition() + " " + placed.value().getTenant())
                .sorted()
                .toList();
        ForeignClients.require(!expected.isEmpty(), "nothing was asked before: the Python client is missing");

        Program.Ended ended = run(ForeignClients.kcat(
                "-C",
                "-b",
                stack.bootstrap(),
                "-t",
                Topics.RESULTS.name(),
                "-X",
                "isolation.level=read_committed",
                "-e",
                "-q",
                "-f",
                "%p %k\\n"));

        assertEquals(expected, ended.printed().lines().sorted().toList());
    }

    private static Program.Ended run(List<String> command) throws InterruptedException {
        return Program.run(Map.of(), command, PATIENCE).requireSuccess();
    }

    private static List<Committed.Placed<Result>> results() {
        return Committed.of(Topics.RESULTS, stack.bootstrap(), AvroWire.connect(stack.registry()));
    }

    private static int home(String tenant) {
        return Topics.partitionOf(tenant, Topics.DEFAULT_PARTITIONS);
    }

    private static Set<String> askedTenants(JsonNode report) {
        Set<String> tenants = new HashSet<>();
        report.path("partitions").fieldNames().forEachRemaining(tenants::add);
        return tenants;
    }

    private static Set<Integer> placed(JsonNode report, String tenant) {
        Set<Integer> partitions = new HashSet<>();
        report.path("partitions").path(tenant).forEach(partition -> partitions.add(partition.asInt()));
        return partitions;
    }

    private static Map<String, Set<Integer>> ledgers() {
        Map<String, Set<Integer>> partitions = new HashMap<>();
        for (Committed.Placed<LedgerEntry> entry :
                Committed.of(Topics.LEDGER, stack.bootstrap(), AvroWire.connect(stack.registry()))) {
            partitions
                    .computeIfAbsent(entry.value().getLedgerKey(), tenant -> new HashSet<>())
                    .add(entry.partition());
        }
        return partitions;
    }
}
