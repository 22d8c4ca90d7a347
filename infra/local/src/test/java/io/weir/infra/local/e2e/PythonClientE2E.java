package io.weir.infra.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weir.infra.local.cluster.Addresses;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A client that shares no code with Weir: Confluent's for Python, with its own registry client, Avro and partitioner. Its
 * environment is made by {@code .ci/python}, or is any interpreter named by WEIR_PYTHON that has the client.
 */
final class PythonClientE2E {

    private static final Path CLIENTS = WeirProcess.home().resolve("infra/clients/python");
    private static final Set<String> TENANTS = Set.of("acme", "globex", "hooli");
    private static final int SECONDS = 120;

    @TempDir
    static Path temporary;

    private static WeirProcess weir;
    private static Addresses stack;

    @BeforeAll
    static void start() throws Exception {
        requireClient();
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

    /** Where the builds of the project run the client must be there; elsewhere it may be missing. */
    private static void requireClient() throws Exception {
        String missing = interpreter() + " has no confluent-kafka with Avro: run .ci/python, or set WEIR_PYTHON";
        boolean there = (interpreter().getNameCount() == 1 || Files.exists(interpreter()))
                && run(List.of("-c", "import confluent_kafka.schema_registry.avro"))
                                .status()
                        == 0;
        assertTrue(there || !"true".equals(System.getenv("CI")), missing);
        assumeTrue(there, missing);
    }

    private static Path interpreter() {
        String named = System.getenv("WEIR_PYTHON");
        return named == null ? WeirProcess.home().resolve("target/python-venv/bin/python") : Path.of(named);
    }

    @AfterAll
    static void stop() {
        if (weir != null) {
            weir.close();
        }
    }

    @Test
    void eachQueryFromPythonHasOneResult_andEachTenantsLedgerOneOwner() throws Exception {
        Ended ended = run(List.of(
                CLIENTS.resolve("roundtrip.py").toString(),
                "--bootstrap",
                stack.bootstrap(),
                "--registry",
                stack.registry(),
                "--each",
                "5"));

        ended.requireSuccess();
        JsonNode report = new ObjectMapper().readTree(ended.printed());
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
    void theExampleOfTheReadmeAnswers() throws Exception {
        Ended ended = run(List.of(
                CLIENTS.resolve("submit.py").toString(),
                "What is 3 + 7? Reply with only the number.",
                stack.bootstrap(),
                stack.registry()));

        ended.requireSuccess();
        JsonNode result = new ObjectMapper().readTree(ended.printed());
        assertEquals("answered", result.path("status").asText(), ended.printed());
        assertTrue(result.path("message").path("content").asText().contains("10"), ended.printed());
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

    /** What it printed, and what it complained of: warnings of libraries are no part of the answer. */
    private record Ended(int status, String printed, String complaints) {

        void requireSuccess() {
            assertEquals(0, status, () -> printed + complaints);
        }
    }

    private static Ended run(List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(interpreter().toString()));
        command.addAll(arguments);
        Path output = Files.createTempFile(temporary, "python", ".out");
        Path errors = Files.createTempFile(temporary, "python", ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
            assertTrue(ended, () -> command + " did not end within " + SECONDS + " s");
            return new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        } finally {
            process.destroyForcibly();
        }
    }
}
