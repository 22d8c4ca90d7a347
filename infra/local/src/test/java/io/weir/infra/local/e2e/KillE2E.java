package io.weir.infra.local.e2e;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.config.StackFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All parts die at once, in the middle of their work, and are started on what they left. */
final class KillE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Path SHIPPED = WeirProcess.home().resolve("infra/workloads/small-tiers");
    private static final int LINES = 120;
    private static final int BEFORE = 15;

    @TempDir
    Path temporary;

    @Test
    void killedInTheMiddleOfItsWork_itComesBack_withOneResultAQueryAndBooksThatAreClean() throws Exception {
        Path workload = Files.write(
                temporary.resolve("queries.jsonl"),
                Files.readAllLines(SHIPPED.resolve("queries.jsonl")).subList(0, LINES));
        int asked =
                LINES * StackFile.read(SHIPPED.resolve("weir.yaml")).workload().rounds();

        try (WeirProcess first = up("first.txt", workload)) {
            Addresses stack = first.awaitUp(state());
            Rest views = new Rest(stack.http());
            await().ignoreExceptions()
                    .atMost(PATIENCE)
                    .until(() -> views.json("/api/v1/summary").path("closed").asInt() >= BEFORE);
        } // kills it

        try (WeirProcess second = up("second.txt", workload, "--exit-when-done")) {
            assertEquals(0, second.awaitExit(PATIENCE), second::printed);
            assertTrue(
                    second.printed().contains(asked + " queries, " + asked + " with exactly one result"),
                    second::printed);
        }
        try (WeirProcess check =
                WeirProcess.start(temporary.resolve("check.txt"), "check", "--dir", state().toString())) {
            assertEquals(0, check.awaitExit(PATIENCE), check::printed);
            assertTrue(check.printed().contains("clean, at rest"), check::printed);
        }
    }

    private Path state() {
        return temporary.resolve("state");
    }

    private WeirProcess up(String output, Path workload, String... more) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("up", "--dir", state().toString(), "--workload", workload.toString()));
        for (String part : List.of("kafka", "registry", "http", "flink")) {
            arguments.addAll(List.of("--" + part + "-port", "0"));
        }
        arguments.addAll(List.of(more));
        return WeirProcess.start(temporary.resolve(output), arguments.toArray(String[]::new));
    }
}
