package io.weir.infra.registry.contract;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Apicurio Registry in a process of its own, in memory, on free ports of the loopback address. */
final class ApicurioServer implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Process process;
    private final String url;

    private ApicurioServer(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /**
     * Starts it and waits until it answers. Without the distribution, or a Java of at least 21 to run it, the tests of the class are
     * aborted and say what to do; where CI=true they fail instead.
     */
    static ApicurioServer start(Path logs) {
        Path home = Path.of(System.getProperty("apicurio.home", ""));
        if (!Files.exists(home.resolve("quarkus-run.jar"))) {
            missing("Apicurio Registry is not unpacked: run with -Papicurio (a download of 159 MB)");
        }
        String java = Java21.find().map(Path::toString).orElse("");
        if (java.isEmpty()) {
            missing("Apicurio Registry needs Java 21 or later: set WEIR_JAVA21 to its java command");
        }
        int port = freePort();
        List<String> command =
                List.of(java, "-Xmx400m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-jar", "quarkus-run.jar");
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", Integer.toString(port),
                        "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(freePort()),
                        "APICURIO_RULES_GLOBAL_COMPATIBILITY", "BACKWARD"));
        Path log = logs.resolve("apicurio.log");
        try {
            Process process = builder.redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            ApicurioServer server = new ApicurioServer(process, "http://127.0.0.1:" + port + "/apis/ccompat/v7");
            server.awaitReady(log);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void missing(String what) {
        if ("true".equals(System.getenv("CI"))) {
            fail(what);
        }
        abort(what);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady(Path log) {
        try {
            await().atMost(PATIENCE).until(() -> !process.isAlive() || answers());
            if (!process.isAlive()) {
                fail("Apicurio Registry did not start:\n" + Files.readString(log));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private boolean answers() {
        try {
            return Rest.at(url).get("/subjects").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
