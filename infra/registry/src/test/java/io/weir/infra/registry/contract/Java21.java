package io.weir.infra.registry.contract;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A Java of at least 21, which the build itself does not need: WEIR_JAVA21, the one that runs the tests, or one installed. */
final class Java21 {

    private static final int LEAST = 21;
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private Java21() {}

    /** Its java command. */
    static Optional<Path> find() {
        String named = System.getenv("WEIR_JAVA21");
        if (named != null && !named.isBlank()) {
            return Optional.of(Path.of(named));
        }
        if (Runtime.version().feature() >= LEAST) {
            return Optional.of(Path.of(System.getProperty("java.home"), "bin", "java"));
        }
        return installed().stream()
                .filter(home -> versionOf(home) >= LEAST)
                .map(home -> home.resolve("bin/java"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static List<Path> installed() {
        if (!Files.isDirectory(INSTALLED)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first number of JAVA_VERSION in the release file of a JDK; 0 where there is none. */
    private static int versionOf(Path home) {
        Path release = home.resolve("release");
        if (!Files.exists(release)) {
            return 0;
        }
        try (Reader reader = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Integer.parseInt(version.split("[^0-9]", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
