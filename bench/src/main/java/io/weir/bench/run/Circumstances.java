package io.weir.bench.run;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;

/**
 * What a figure is quoted with.
 *
 * @param commit as git describes it, with -dirty where files differ; unknown outside a repository
 * @param seed seed of the load
 * @param cores processors that the JVM may use
 * @param jvm version of the JVM
 * @param os operating system and architecture
 * @param loadAverage of the machine before the bench began, one minute: above 0.5 somebody else was at work too
 * @param startedAt date and time
 */
public record Circumstances(
        String commit, long seed, int cores, String jvm, String os, double loadAverage, String startedAt) {

    public static Circumstances now(long seed) {
        return new Circumstances(
                described(),
                seed,
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.version"),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    }

    private static String described() {
        try {
            Process git = new ProcessBuilder("git", "describe", "--always", "--dirty")
                    .directory(Path.of(System.getProperty("weir.home", ""))
                            .toAbsolutePath()
                            .toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String answer = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            boolean known = git.waitFor(10, TimeUnit.SECONDS) && git.exitValue() == 0;
            return known ? answer : "unknown";
        } catch (IOException e) {
            return "unknown";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "unknown";
        }
    }

    /** One line. */
    public String text() {
        return "commit " + commit + ", seed " + seed + ", " + cores + " cores, " + jvm + ", " + os + ", load before "
                + String.format(java.util.Locale.ROOT, "%.1f", loadAverage) + ", " + startedAt;
    }
}
