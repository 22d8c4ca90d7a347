package io.weir.infra.local.e2e;

import static org.awaitility.Awaitility.await;

import io.weir.infra.local.cluster.Addresses;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@code weir} command as a process of its own, on the class path that the launcher gives it. Killed on close. */
final class WeirProcess implements AutoCloseable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STOP = Duration.ofMinutes(1);

    private final Process process;
    private final Path output;

    private WeirProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a command; what it prints goes to a file. */
    static WeirProcess start(Path output, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        command(output.resolveSibling(output.getFileName() + ".log"), arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        // Lines, not a table that is drawn again and again.
        builder.environment().put("TERM", "dumb");
        return new WeirProcess(builder.start(), output);
    }

    /** What the launcher runs for a command. */
    static List<String> command(Path log, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-Dweir.home=" + home(),
                "-Dweir.log=" + log,
                "-cp",
                jar() + File.pathSeparator + module().resolve("target/lib") + "/*",
                "io.weir.infra.local.Weir"));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Root of the repository. */
    static Path home() {
        return module().getParent().getParent();
    }

    private static Path module() {
        return Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    }

    private static Path jar() throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(module().resolve("target"), "weir-infra-local-*.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new IllegalStateException(
                "no weir-infra-local jar in " + module() + "/target: these tests follow package");
    }

    /** Addresses of the stack that this process has started, once all of it runs. */
    Addresses awaitUp(Path directory) {
        await("the stack runs").atMost(START).until(() -> !process.isAlive() || isWrittenByThis(directory));
        if (!process.isAlive()) {
            throw new IllegalStateException("ended with " + process.exitValue() + ":\n" + printed());
        }
        return addresses(directory);
    }

    private boolean isWrittenByThis(Path directory) {
        return Addresses.read(directory).filter(at -> at.pid() == process.pid()).isPresent();
    }

    private static Addresses addresses(Path directory) {
        return Addresses.read(directory).orElseThrow();
    }

    /** Waits until it prints a text. */
    void awaitPrinted(String text, Duration most) {
        await("prints '" + text + "'")
                .atMost(most)
                .until(() -> !process.isAlive() || printed().contains(text));
        if (!printed().contains(text)) {
            throw new IllegalStateException("ended without printing '" + text + "':\n" + printed());
        }
    }

    /** Asks it to end, as Ctrl-C does, and waits for that. @return exit status */
    int terminate() throws InterruptedException {
        process.destroy();
        return awaitExit(STOP);
    }

    /** Waits until it ends by itself. @return exit status */
    int awaitExit(Duration most) throws InterruptedException {
        if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("did not end within " + most + ":\n" + printed());
        }
        return process.exitValue();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has printed so far, to both streams. */
    String printed() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills this process and no other, if it still runs. */
    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(STOP.toSeconds(), TimeUnit.SECONDS).join();
    }
}
