package io.weir.infra.local.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program of the system, such as a client in another language or docker, as a process of its own. Killed on close. */
final class Program implements AutoCloseable {

    private final List<String> command;
    private final Process process;
    private final Path output;
    private final Path errors;

    /** What it printed, and what it complained of: warnings of libraries are no part of the answer. */
    record Ended(List<String> command, int status, String printed, String complaints) {

        Ended requireSuccess() {
            assertEquals(0, status, () -> String.join(" ", command) + ":\n" + printed + complaints);
            return this;
        }
    }

    private Program(List<String> command, Process process, Path output, Path errors) {
        this.command = command;
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    static Program start(Map<String, String> environment, List<String> command) {
        try {
            Path output = Files.createTempFile("weir-program", ".out");
            Path errors = Files.createTempFile("weir-program", ".err");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            return new Program(List.copyOf(command), builder.start(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command, e);
        }
    }

    /** Runs a program to its end. */
    static Ended run(Map<String, String> environment, List<String> command, Duration most) throws InterruptedException {
        try (Program program = start(environment, command)) {
            return program.awaitEnd(most);
        }
    }

    /** Whether a program can be run and ends with status 0. */
    static boolean works(String... command) throws InterruptedException {
        try {
            return run(Map.of(), List.of(command), Duration.ofMinutes(1)).status() == 0;
        } catch (UncheckedIOException e) {
            return false; // it is not there
        }
    }

    /** @throws IllegalStateException where it takes longer */
    Ended awaitEnd(Duration most) throws InterruptedException {
        boolean ended = process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            throw new IllegalStateException(
                    command + " did not end within " + most + ":\n" + read(output) + read(errors));
        }
        return new Ended(command, process.exitValue(), read(output), read(errors));
    }

    boolean isAlive() {
        return process.isAlive();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Arguments behind others, for commands that are put together. */
    static List<String> command(List<String> prefix, String... more) {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(more));
        return command;
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            Files.deleteIfExists(output);
            Files.deleteIfExists(errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
