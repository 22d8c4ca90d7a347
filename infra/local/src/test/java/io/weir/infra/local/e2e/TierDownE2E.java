package io.weir.infra.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.tier.TierHealth;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.config.StackFile.WorkloadEntry;
import io.weir.infra.local.servers.FakeProviders;
import io.weir.infra.local.servers.Pauses;
import io.weir.infra.local.servers.SupervisedServer;
import io.weir.infra.local.workload.Feeder;
import io.weir.infra.local.workload.ResultWatch;
import io.weir.infra.local.workload.Workload;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Decision;
import io.weir.v1.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two tiers at two servers that speak the OpenAI API; the one that has the traffic is killed, and returns. In this order. One
 * tenant, so that one partition is the order of everything, and what is counted is outcomes.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class TierDownE2E {

    private static final int IN_FLIGHT = 4;
    private static final int MOST_OUTCOMES = 30;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration PROBES = Duration.ofNanos(TierHealth.PROBE_EVERY_MICROS * 1000);
    private static final Pauses FOR_EVER = Pauses.first(Duration.ofDays(1));

    private static final String CONFIG =
            """
            prices:
              - {model: m1, version: v1, valid_from: 2026-11-01, input_usd_per_million: "0.01", output_usd_per_million: "0.04"}
              - {model: m2, version: v1, valid_from: 2026-11-01, input_usd_per_million: "0.12", output_usd_per_million: "0.48"}
            accounts:
              - account: acme
            """;

    @TempDir
    static Path temporary;

    private static int smallPort;
    private static SupervisedServer small;
    private static SupervisedServer large;
    private static WeirProcess weir;
    private static Addresses stack;
    private static AvroWire wire;

    @BeforeAll
    static void start() throws IOException {
        smallPort = FakeProviders.freePort();
        int largePort = FakeProviders.freePort();
        small = provider(smallPort);
        large = provider(largePort);
        Path config = Files.writeString(temporary.resolve("weir.yaml"), CONFIG);
        List<String> arguments = new ArrayList<>(List.of("up", "--dir", state().toString(), "--engine", "openai"));
        for (String part : List.of("kafka", "registry", "http", "flink")) {
            arguments.addAll(List.of("--" + part + "-port", "0"));
        }
        arguments.addAll(List.of("--config", config.toString()));
        arguments.addAll(List.of("--tier", "small=http://127.0.0.1:" + smallPort + "/v1,m1"));
        arguments.addAll(List.of("--tier", "large=http://127.0.0.1:" + largePort + "/v1,m2"));
        weir = WeirProcess.start(temporary.resolve("up.txt"), arguments.toArray(String[]::new));
        stack = weir.awaitUp(state());
        wire = AvroWire.connect(stack.registry());
    }

    private static SupervisedServer provider(int port) {
        return SupervisedServer.start(
                FakeProviders.command(port, temporary.resolve("fake-" + port + ".log")), FOR_EVER, line -> {});
    }

    private static Path state() {
        return temporary.resolve("state");
    }

    @AfterAll
    static void stop() {
        for (SupervisedServer server : new SupervisedServer[] {small, large}) {
            if (server != null) {
                server.close();
            }
        }
        if (weir != null) {
            weir.close();
        }
    }

    @Test
    @Order(1)
    void whileBothRun_theCheaperTierHasTheTraffic() throws Exception {
        feed("a", 20);

        List<Outcome> outcomes = outcomes("a");
        assertEquals(20, outcomes.size());
        assertTrue(outcomes.stream().allMatch(TierDownE2E::answeredBySmall), outcomes::toString);
    }

    @Test
    @Order(2)
    void killed_itLosesItsTrafficWithinThirtyOutcomes_andEveryQueryIsAnswered() throws Exception {
        ProcessHandle.of(small.pid()).orElseThrow().destroyForcibly();
        feed("b", 60);

        List<Outcome> outcomes = outcomes("b");
        List<Integer> errors = IntStream.range(0, outcomes.size())
                .filter(i -> outcomes.get(i).getStatus().equals("error"))
                .boxed()
                .toList();
        assertTrue(errors.size() >= TierHealth.DOWN_AFTER, errors::toString);
        int downAt = errors.get(TierHealth.DOWN_AFTER - 1);
        assertTrue(downAt < MOST_OUTCOMES, () -> "down after " + (downAt + 1) + " outcomes");
        assertProbesAlone(outcomes.get(downAt).getAt());
        assertEquals(
                60, outcomes.stream().filter(o -> o.getVerdict().equals("pass")).count());
    }

    /** What went to it after that: a probe each five seconds of the partition's clock, the first one after as long. */
    private static void assertProbesAlone(Instant down) {
        List<Instant> sent = Committed.of(Topics.DECISIONS, stack.bootstrap(), wire).stream()
                .map(Committed.Placed::value)
                .filter(decision -> decision.getTier().equals("small"))
                .map(Decision::getAt)
                .filter(at -> at.isAfter(down))
                .sorted()
                .toList();
        Instant before = down;
        for (Instant at : sent) {
            assertTrue(!at.isBefore(before.plus(PROBES)), () -> "down at " + down + ", sent at " + sent);
            before = at;
        }
    }

    @Test
    @Order(3)
    void returned_itHasTheTrafficAgain() throws Exception {
        small.close();
        small = provider(smallPort);
        long start = System.nanoTime();
        int round = 0;
        while (outcomes("c" + round + "-").stream().noneMatch(TierDownE2E::answeredBySmall)) {
            assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), "no probe was answered within " + PATIENCE);
            round++;
            feed("c" + round + "-", 5);
        }
        feed("d", 20);

        List<Outcome> outcomes = outcomes("d");
        assertEquals(20, outcomes.size());
        assertTrue(outcomes.stream().allMatch(TierDownE2E::answeredBySmall), outcomes::toString);
    }

    private static boolean answeredBySmall(Outcome outcome) {
        return outcome.getTier().equals("small") && outcome.getStatus().equals("answered");
    }

    /** Outcomes of the queries of a name, in the order of their partition. */
    private static List<Outcome> outcomes(String name) {
        return Committed.of(Topics.OUTCOMES, stack.bootstrap(), wire).stream()
                .map(Committed.Placed::value)
                .filter(outcome -> outcome.getQueryId().startsWith(name))
                .toList();
    }

    /** Sends queries, a few at a time, and waits until each has its result. */
    private static void feed(String name, int count) throws IOException {
        Path file = temporary.resolve(name + ".jsonl");
        Files.write(
                file, IntStream.range(0, count).mapToObj(i -> line(name + i)).toList());
        Workload workload = Workload.read(file, new WorkloadEntry(file.toString(), List.of("acme"), 1, 1000));
        try (ResultWatch watch = new ResultWatch(stack.bootstrap(), wire);
                Feeder feeder = Feeder.start(workload, stack.bootstrap(), wire, InstantSource.system(), IN_FLIGHT)) {
            long start = System.nanoTime();
            for (int done = 0; done < count; done = done(watch, name)) {
                assertTrue(System.nanoTime() - start < PATIENCE.toNanos(), weir::printed);
                feeder.allow(done + IN_FLIGHT);
                watch.poll(Duration.ofMillis(100));
            }
        }
    }

    private static int done(ResultWatch watch, String name) {
        return (int) watch.results().keySet().stream()
                .filter(id -> id.queryId().startsWith(name))
                .count();
    }

    private static String line(String id) {
        return "{\"query_id\":\"" + id + "\",\"task\":\"add\",\"prompt\":\"3 + 4?\",\"max_tokens\":8,"
                + "\"verifier\":{\"kind\":\"numeric\",\"parameters\":{\"expected\":\"7\"}}}";
    }
}
