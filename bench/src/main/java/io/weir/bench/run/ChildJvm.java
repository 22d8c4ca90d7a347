package io.weir.bench.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JVM of its own on the class path of this one. What it prints is read line by line; what it logs and complains about goes
 * to files beside each other. Closing ends it and no other process; so does the end of this JVM, whatever its cause but a kill.
 */
public final class ChildJvm implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ChildJvm.class);
    private static final Duration STOP = Duration.ofSeconds(30);
    private static final String END = "\0end";

    private final String name;
    private final Process process;
    private final Writer input;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Thread atExit;

    private ChildJvm(String name, Process process) {
        this.name = name;
        this.process = process;
        this.input = process.outputWriter(UTF_8);
        this.atExit = new Thread(process::destroy, "end of " + name);
        Runtime.getRuntime().addShutdownHook(atExit);
        Thread reader = new Thread(this::read, "lines of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a class with a main method.
     *
     * @param directory where its log and its standard error go
     * @param heap largest heap, as -Xmx takes it
     */
    public static ChildJvm start(String name, Path directory, String heap, Class<?> main, String... arguments) {
        return start(name, directory, List.of("-Xmx" + heap), main, arguments);
    }

    /**
     * The same with options of the JVM in full.
     *
     * @param options such as -Xmx512m
     */
    public static ChildJvm start(
            String name, Path directory, List<String> options, Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:+DebugNonSafepoints",
                "-Dweir.log=" + directory.resolve(name + ".log"),
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        try {
            return new ChildJvm(
                    name,
                    new ProcessBuilder(command)
                            .redirectError(directory.resolve(name + ".err").toFile())
                            .start());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    private void read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            lines.add("unreadable: " + e);
        } finally {
            lines.add(END);
        }
    }

    /**
     * Waits for a line that begins with a text, and passes over others.
     *
     * @return the rest of the line
     * @throws IllegalStateException where it does not come in time or the process has ended
     */
    public String awaitLine(String prefix, Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        try {
            for (String line = next(deadline); line != null; line = next(deadline)) {
                if (line.startsWith(prefix)) {
                    return line.substring(prefix.length());
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + name, e);
        }
        throw new IllegalStateException(name + " did not print '" + prefix + "' within " + most.toSeconds() + " s");
    }

    private @Nullable String next(long deadline) throws InterruptedException {
        String line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (END.equals(line)) {
            lines.add(END);
            throw new IllegalStateException(name + " has ended; see " + name + ".err and " + name + ".log");
        }
        return line;
    }

    /** Writes a line to it and waits for the one that answers. */
    public String ask(String line, String prefix, Duration most) {
        tell(line);
        return awaitLine(prefix, most);
    }

    /** Writes a line to it. */
    public void tell(String line) {
        try {
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " takes no more commands", e);
        }
    }

    public long pid() {
        return process.pid();
    }

    /** Ends it as kill -9 does, and returns once it is gone. */
    public void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException(name + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while ending " + name, e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            LOG.debug("This JVM is ending already", e);
        }
    }
}
