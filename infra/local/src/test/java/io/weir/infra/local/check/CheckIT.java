package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.admission.QueryBounds;
import io.weir.core.routing.Settings;
import io.weir.flink.FlinkConfig;
import io.weir.flink.FlinkJobs;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.submit.SubmitCommand;
import io.weir.infra.local.why.WhyCommand;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import io.weir.router.RouterApp;
import io.weir.router.RouterConfig;
import io.weir.router.ingress.Ingress;
import io.weir.router.ingress.IngressConfig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Books that the real ingress, router and Flink jobs have written are clean; forged ones are found. In this order. */
@TestMethodOrder(OrderAnnotation.class)
final class CheckIT {

    private static final int PARTITIONS = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static RegistryServer registry;
    private static Ingress ingress;
    private static RouterApp router;
    private static FlinkJobs flink;
    private static HandWorker worker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory.resolve("kafka")));
        registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        ingress = Ingress.start(new IngressConfig(
                broker.bootstrapServers(),
                registry.url(),
                PARTITIONS,
                (short) 1,
                Duration.ofMillis(100),
                Duration.ofSeconds(15),
                QueryBounds.DEFAULT));
        router = RouterApp.start(
                new RouterConfig(
                        broker.bootstrapServers(),
                        registry.url(),
                        directory.resolve("router"),
                        "router-0",
                        PARTITIONS,
                        (short) 1,
                        1,
                        Duration.ofMillis(50),
                        Settings.DEFAULT),
                () -> {});
        flink = FlinkJobs.start(new FlinkConfig(
                broker.bootstrapServers(),
                registry.url(),
                directory,
                0,
                Duration.ofSeconds(1),
                Duration.ofMillis(200),
                1));
        worker = new HandWorker(Addresses.of(broker.bootstrapServers(), registry.url()));
        worker.declare();
    }

    @AfterAll
    static void stop() throws Exception {
        List<AutoCloseable> parts = new ArrayList<>(List.of(worker, flink, router, ingress));
        if (registry != null) {
            parts.add(registry);
            parts.add(broker);
        }
        for (AutoCloseable part : parts) {
            part.close();
        }
    }

    @Test
    @Order(1)
    void aQueryIsSubmittedAndItsResultPrinted() {
        worker.answersInTheBackground();

        Run passed = submit("--tenant", "acme", "--id", "q1", "--verifier", "numeric:expected=7", "3 + 4?");
        Run answered = submit("--tenant", "globex", "--id", "q1", "What is a weir?");

        assertEquals(0, passed.status, passed.toString());
        assertTrue(passed.out.contains("status  passed: "), passed.toString());
        assertTrue(passed.out.contains(", then "), passed.toString());
        assertEquals(0, answered.status, answered.toString());
        assertTrue(answered.out.contains("status  answered: "), answered.toString());
    }

    @Test
    @Order(2)
    void aRepeatGetsTheResultThatIsThere() {
        Run again = submit("--tenant", "acme", "--id", "q1", "--verifier", "numeric:expected=7", "3 + 4?");

        assertEquals(0, again.status, again.toString());
        assertTrue(again.out.contains("status  passed: "), again.toString());
    }

    @Test
    @Order(2)
    void anIdUsedAgainForAnotherQueryIsRefusedAndGetsNoOldResult() {
        Run other = submit("--tenant", "acme", "--id", "q1", "--verifier", "numeric:expected=7", "3 + 5?");

        assertEquals(1, other.status, other.toString());
        assertTrue(other.out.contains("not taken, id_reused"), other.toString());
    }

    @Test
    @Order(3)
    void whatIngressDoesNotTakeIsToldWithItsReason() {
        Run refused = submit("--tenant", "acme", "--account", "globex", "3 + 4?");

        assertEquals(1, refused.status, refused.toString());
        assertTrue(refused.out.contains("not taken, invalid: account"), refused.toString());
    }

    @Test
    @Order(4)
    void aQueryAboveItsBudgetIsRejected() {
        Run rejected = submit("--tenant", "hooli", "3 + 4?");

        assertEquals(1, rejected.status, rejected.toString());
        assertTrue(rejected.out.contains("budget_exceeded"), rejected.toString());
    }

    @Test
    @Order(5)
    void whyTellsTheTenantsQueryAndAsksWhereSeveralHaveIt() {
        Run several = run(new WhyCommand(), "q1");
        Run one = run(new WhyCommand(), "--tenant", "acme", "q1");

        assertEquals(1, several.status, several.toString());
        assertTrue(several.err.contains("name one with --tenant: acme, globex"), several.toString());
        assertEquals(0, one.status, one.toString());
        for (String part : List.of("Attempt 1", "Attempt 2", "held", "posted", "verdict fail", "Result: passed")) {
            assertTrue(one.out.contains(part), one.toString());
        }
    }

    @Test
    @Order(6)
    void theBooksOfTheRouterAndTheFiguresOfFlinkAreClean() {
        Report report = Checker.check(
                broker.bootstrapServers(),
                registry.url(),
                CheckOptions.resting().with(PATIENCE));
        Run check = run(new CheckCommand());

        assertTrue(report.clean() && report.judged(), report.text());
        assertTrue(report.text().contains("outcomes 3, refused 0"), report.text());
        assertTrue(report.text().contains("behind 0"), report.text());
        assertEquals(0, check.status, check.toString());
        assertTrue(check.out.contains("clean, at rest"), check.toString());
        assertTrue(check.out.contains("held 3, posted 3"), check.toString());
    }

    @Test
    @Order(7)
    void anOpenTransactionIsFoundAtRestOnly() {
        try (AutoCloseable open = worker.opensATransaction()) {
            Report atRest = Checker.check(
                    broker.bootstrapServers(),
                    registry.url(),
                    CheckOptions.resting().with(Duration.ZERO));
            Report underWay = Checker.check(
                    broker.bootstrapServers(),
                    registry.url(),
                    CheckOptions.underWay().with(Duration.ZERO));

            String found = atRest.violations().getOrDefault("I5", "nothing");
            assertTrue(found.contains("the last stable offset at the end"), atRest.text());
            assertTrue(found.contains("held by [producer "), atRest.text());
            assertTrue(underWay.clean(), underWay.text());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    @Order(8)
    void anOutcomeThatComesWithoutFlinkLeavesItsFiguresBehind() {
        flink.close();
        run(new SubmitCommand(), "--tenant", "acme", "--id", "q2", "What is a weir?");

        Run atRest = run(new CheckCommand(), "--patience", "PT2S");
        Run prefix = run(new CheckCommand(), "--aggregates", "prefix");
        Run without = run(new CheckCommand(), "--aggregates", "none");

        assertEquals(1, atRest.status, atRest.toString());
        assertTrue(atRest.out.contains("behind by 1"), atRest.toString());
        assertEquals(0, prefix.status, prefix.toString());
        assertTrue(prefix.out.contains("note: behind by 1 records"), prefix.toString());
        assertEquals(0, without.status, without.toString());
    }

    @Test
    @Order(9)
    void forgedRecordsAreFoundWithTheStackStopped() {
        router.close();
        ingress.close();
        String entry = worker.forge();
        String figure = worker.forgeFigure();
        registry.close();
        broker.close();
        registry = null;

        Run check = execute(new CheckCommand(), "--dir", directory.toString(), "--patience", "PT0S");

        assertEquals(1, check.status, check.toString());
        assertTrue(check.err.contains("one was started"), check.toString());
        assertTrue(check.out.contains("first of 1: " + entry + " (entry acme/"), check.toString());
        assertTrue(check.out.contains("): expected link "), check.toString());
        assertTrue(
                check.out.contains("): expected one end of the hold of acme/q1/1, found posted after"),
                check.toString());
        assertTrue(check.out.contains(figure + ": expected passes of"), check.toString());
    }

    private static Run submit(String... args) {
        return run(new SubmitCommand(), args);
    }

    /** Exit status and what was printed. */
    private record Run(int status, String out, String err) {}

    private static Run run(Object command, String... args) {
        List<String> all =
                new ArrayList<>(List.of("--bootstrap", broker.bootstrapServers(), "--registry", registry.url()));
        all.addAll(List.of(args));
        return execute(command, all.toArray(String[]::new));
    }

    private static Run execute(Object command, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(args);
        return new Run(status, out.toString(), err.toString());
    }
}
