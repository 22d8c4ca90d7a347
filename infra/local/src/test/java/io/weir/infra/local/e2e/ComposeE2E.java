package io.weir.infra.local.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestWatcher;
import org.junit.jupiter.api.io.TempDir;

/**
 * The containers of {@code infra/compose} on a real Docker engine, from up to down: a query in, its result and an aggregate
 * out, parts killed under traffic, and books that are clean.
 */
@EnabledIfSystemProperty(
        named = "weir.compose",
        matches = "true",
        disabledReason = "needs a Docker engine, or root on Debian to start one: -Dweir.compose=true")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class ComposeE2E {

    private static final List<String> PARTS =
            List.of("kafka", "registry", "ingress", "router", "worker", "streams", "jobmanager", "taskmanager");
    private static final List<String> STEPS = List.of("topics", "catalogue");
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int EACH = 60;
    private static final int ACCOUNTS = 4;

    @TempDir
    static Path temporary;

    private static ComposeStack stack;

    @RegisterExtension
    static final TestWatcher WATCHER = new TestWatcher() {
        @Override
        public void testFailed(ExtensionContext test, Throwable cause) {
            try {
                stack.printLogs();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    };

    @BeforeAll
    static void up() throws InterruptedException {
        stack = ComposeStack.start();
    }

    @AfterAll
    static void remove() {
        if (stack != null) {
            stack.close();
        }
    }

    @Test
    @Order(1)
    void upWaitsUntilEveryPartIsHealthy_andTheCatalogueIsApplied() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        PARTS.forEach(part -> expected.put(part, "running healthy"));
        STEPS.forEach(step -> expected.put(step, "exited 0"));

        Map<String, String> found = new TreeMap<>();
        for (String service : expected.keySet()) {
            found.put(service, stack.state(service));
        }

        assertEquals(expected, found);
        assertTrue(stack.logs("catalogue").contains("3 tiers, 3 prices and 8 accounts are applied"));
    }

    @Test
    @Order(2)
    void aQueryFromPythonIsAnswered() throws Exception {
        Program.Ended ended = stack.inside(ForeignClients.python(
                        "submit.py",
                        "What is 3 + 7? Reply with only the number.",
                        ComposeStack.BOOTSTRAP,
                        ComposeStack.REGISTRY))
                .requireSuccess();

        JsonNode result = new ObjectMapper().readTree(ended.printed());
        assertEquals("answered", result.path("status").asText(), ended.printed());
        assertTrue(result.path("message").path("content").asText().contains("10"), ended.printed());
    }

    @Test
    @Order(3)
    void killedUnderTraffic_routerAndJobManagerComeBack_andEachQueryHasOneResult() throws Exception {
        List<String> roundtrip = ForeignClients.python(
                "roundtrip.py",
                "--bootstrap",
                ComposeStack.BOOTSTRAP,
                "--registry",
                ComposeStack.REGISTRY,
                "--each",
                Integer.toString(EACH),
                "--timeout",
                "400");
        long before = closed();
        try (Program client = stack.begin(roundtrip)) {
            await("results come").atMost(PATIENCE).until(() -> closed() >= before + 10);
            stack.crash("router");
            stack.crash("jobmanager");
            long closedThen = closed();
            assertTrue(closedThen < before + EACH * ACCOUNTS, "killed when all was done: " + closedThen);

            Program.Ended ended = client.awaitEnd(Duration.ofMinutes(8)).requireSuccess();

            JsonNode report = new ObjectMapper().readTree(ended.printed());
            assertEquals(EACH * ACCOUNTS, report.path("with_one_result").asInt(), ended.printed());
            assertTrue(report.path("statuses").path("passed").asInt() > 0, ended.printed());
        }
        assertEquals(1, stack.restarts("router"));
        assertEquals(1, stack.restarts("jobmanager"));
        assertTrue(
                stack.logs("jobmanager").contains("the job starts from /"),
                () -> "the job manager has not found a checkpoint");
    }

    /** Every attempt is in the aggregates of Flink once, although its job manager was killed among them. */
    @Test
    @Order(4)
    void theAggregatesCountEveryAttemptOnce() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode summary = stack.views("/api/v1/summary");
            long aggregated = 0;
            for (JsonNode tier : summary.path("by_tier")) {
                aggregated += tier.path("counts").path("attempts").asLong();
            }
            assertTrue(summary.path("attempts").asLong() > EACH * ACCOUNTS, summary.toString());
            assertEquals(summary.path("attempts").asLong(), aggregated, summary.toString());
        });
    }

    @Test
    @Order(5)
    void theBooksAreClean() throws Exception {
        Program.Ended ended = stack.inside(WeirProcess.command(
                temporary.resolve("check.log"),
                "check",
                "--bootstrap",
                ComposeStack.BOOTSTRAP,
                "--registry",
                ComposeStack.REGISTRY));

        assertEquals(0, ended.status(), () -> ended.printed() + ended.complaints());
        assertTrue(ended.printed().contains("clean, at rest"), ended.printed());
    }

    @Test
    @Order(6)
    void downLeavesNothing() throws Exception {
        stack.down().requireSuccess();

        assertEquals(
                "", stack.compose("ps", "--all", "--quiet").requireSuccess().printed());
    }

    private static long closed() throws Exception {
        return stack.views("/api/v1/summary").path("closed").asLong();
    }
}
