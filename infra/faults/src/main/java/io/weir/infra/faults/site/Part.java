package io.weir.infra.faults.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A part as a process of its own, on the class path of this one. Signals go to this process and no other. */
public final class Part implements AutoCloseable {

    private static final Duration STOP = Duration.ofSeconds(60);

    private final String name;
    private final Process process;
    private final Path log;

    private Part(String name, Process process, Path log) {
        this.name = name;
        this.process = process;
        this.log = log;
    }

    /**
     * Starts a process.
     *
     * @param log file that takes what it prints; appended to
     * @param jvm options of the JVM, beside those for a small and quick one
     */
    static Part start(String name, Path log, int heapMegabytes, List<String> jvm, String main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // parts live for seconds
                "-Xshare:auto",
                "-Dlogback.configurationFile=weir-faults-logback.xml"));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            // A harness that is told to end takes its parts with it.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new Part(name, process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + name, e);
        }
    }

    /** Waits until it has printed a text. @throws IllegalStateException if it ends before or takes too long */
    Part awaitPrinted(String text) {
        Await.until(
                name + " prints '" + text + "'",
                () -> !process.isAlive() || printed().contains(text));
        if (!printed().contains(text)) {
            throw new IllegalStateException(name + " ended with " + process.exitValue() + ", see " + log);
        }
        return this;
    }

    /** Whether its log has this text. */
    public boolean hasPrinted(String text) {
        return printed().contains(text);
    }

    private String printed() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String name() {
        return name;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** As Ctrl-C; by force where that takes longer than a minute. */
    public void terminate() {
        process.destroy();
        if (!ended(STOP)) {
            kill();
        }
    }

    /** SIGSTOP. */
    public void stop() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** Waits until it has ended. @return its exit status */
    public int awaitEnd() {
        Await.until(name + " ends", () -> !process.isAlive());
        return process.exitValue();
    }

    private boolean ended(Duration patience) {
        try {
            return process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void signal(String signal) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IllegalStateException(name + " could not be sent SIG" + signal);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends it by force if it still runs, stopped or not. */
    @Override
    public void close() {
        process.destroyForcibly();
        boolean gone = ended(STOP);
        if (!gone) {
            throw new IllegalStateException(name + " could not be ended");
        }
    }
}
