package io.weir.infra.local.servers;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SupervisedServerTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration MILLI = Duration.ofMillis(1);
    private static final Pauses SHORT = new Pauses(MILLI, MILLI, Duration.ZERO);
    private static final Pauses FOR_EVER = new Pauses(Duration.ofDays(1), Duration.ofDays(1), Duration.ZERO);

    @TempDir
    Path directory;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void aServerThatIsKilled_comesBackAtItsAddress() throws Exception {
        int port = FakeProviders.freePort();
        try (SupervisedServer server = SupervisedServer.start(command(port), SHORT, said::add)) {
            long first = server.pid();
            assertTrue(answers(port));

            kill(first);

            await().atMost(PATIENCE).until(() -> said.size() == 2);
            assertTrue(
                    said.get(0).startsWith("server fake (process " + first + ") ended with status 137"),
                    said::toString);
            assertTrue(said.get(1).startsWith("server fake is back (process " + server.pid()), said::toString);
            assertNotEquals(first, server.pid());
            assertTrue(answers(port));
        }
    }

    @Test
    void itIsLeftDownForThePause_andClosingDoesNotWaitForIt() throws Exception {
        int port = FakeProviders.freePort();
        try (SupervisedServer server = SupervisedServer.start(command(port), FOR_EVER, said::add)) {
            kill(server.pid());

            await().atMost(PATIENCE).until(() -> !said.isEmpty());
            assertTrue(said.get(0).endsWith("it starts again in 86400 s"), said::toString);
            assertFalse(answers(port));
        }
    }

    @Test
    void closingEndsIt_andSaysNothing() throws Exception {
        SupervisedServer server = SupervisedServer.start(command(FakeProviders.freePort()), SHORT, said::add);

        server.close();

        assertFalse(ProcessHandle.of(server.pid()).map(ProcessHandle::isAlive).orElse(false));
        assertTrue(said.isEmpty(), said::toString);
    }

    @Test
    void aServerThatEndsWhileItStarts_isNamedWithTheEndOfItsLog() throws IOException {
        ServerCommand broken = FakeProviders.command(FakeProviders.freePort(), log(), "no such model");

        IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> SupervisedServer.start(broken, SHORT, said::add));

        assertTrue(error.getMessage().startsWith("server fake ended with 0; the end of " + log()), error.getMessage());
        assertTrue(error.getMessage().contains("no such model"), error.getMessage());
    }

    private ServerCommand command(int port) {
        return FakeProviders.command(port, log());
    }

    private Path log() {
        return directory.resolve("fake.log");
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static boolean answers(int port) throws InterruptedException {
        try {
            return HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health"))
                                            .build(),
                                    HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException e) {
            return false;
        }
    }
}
