package io.weir.infra.local.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One life of a server: a child process, from its start until it has ended. */
final class ChildServer {

    private static final Duration ASK_EVERY = Duration.ofMillis(100);
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int TAIL_LINES = 5;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER)
            .build();

    private final ServerCommand server;
    private final Process process;

    private ChildServer(ServerCommand server, Process process) {
        this.server = server;
        this.process = process;
    }

    static ChildServer start(ServerCommand server) {
        try {
            Path directory = server.log().toAbsolutePath().getParent();
            if (directory != null) {
                Files.createDirectories(directory);
            }
            ProcessBuilder builder = new ProcessBuilder(server.command())
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(server.log().toFile()));
            builder.environment().putAll(server.environment());
            return new ChildServer(server, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("server " + server.name() + " could not be started: " + e.getMessage(), e);
        }
    }

    /** @throws IllegalStateException with the end of its log where it ends or is not ready in time */
    void awaitReady(Duration patience) throws InterruptedException {
        long begun = System.nanoTime();
        while (!ready()) {
            if (process.waitFor(ASK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException(
                        "server " + server.name() + " ended with " + process.exitValue() + tail());
            }
            if (System.nanoTime() - begun > patience.toNanos()) {
                throw new IllegalStateException("server " + server.name() + " does not answer " + server.health()
                        + " within " + patience + tail());
            }
        }
    }

    private boolean ready() throws InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.health()).timeout(ANSWER).build();
        try {
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private String tail() {
        try {
            List<String> lines = Files.readAllLines(server.log());
            return "; the end of " + server.log() + ":\n"
                    + String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "; its log cannot be read: " + e.getMessage();
        }
    }

    long pid() {
        return process.pid();
    }

    /** Waits until it ends. @return exit status; 128 and the number of the signal where one ended it */
    int awaitEnd() throws InterruptedException {
        return process.waitFor();
    }

    /** Asks it to end, and kills it where it does not within the patience. */
    void stop(Duration patience) {
        process.destroy();
        try {
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
