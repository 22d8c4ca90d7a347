package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.admission.QueryBounds;
import io.weir.core.routing.Settings;
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

/** Books that the real ingress and router have written are clean; one forged entry is found. In this order. */
@TestMethodOrder(OrderAnnotation.class)
final class CheckIT {

    private static final int PARTITIONS = 4;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static RegistryServer registry;
    private static Ingress ingress;
    private static RouterApp router;
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
        worker = new HandWorker(Addresses.of(broker.bootstrapServers(), registry.url()));
        worker.declare();
    }

    @AfterAll
    static void stop() throws Exception {
        List<AutoCloseable> parts = new ArrayList<>(List.of(worker, router, ingress));
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
    void theBooksOfTheRouterAreClean() {
        Run check = run(new CheckCommand());

        assertEquals(0, check.status, check.toString());
        assertTrue(check.out.contains("clean, at rest"), check.toString());
        assertTrue(check.out.contains("held 3, posted 3"), check.toString());
    }

    @Test
    @Order(7)
    void aForgedEntryIsFoundWithTheStackStopped() {
        router.close();
        ingress.close();
        String where = worker.forge();
        registry.close();
        broker.close();
        registry = null;

        Run check = execute(new CheckCommand(), "--dir", directory.toString());

        assertEquals(1, check.status, check.toString());
        assertTrue(check.err.contains("one was started"), check.toString());
        assertTrue(check.out.contains("first of 1: " + where + ": expected one end of the hold"), check.toString());
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
