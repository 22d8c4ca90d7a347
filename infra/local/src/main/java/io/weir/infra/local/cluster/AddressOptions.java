package io.weir.infra.local.cluster;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which a command finds its stack; a picocli mixin. */
public final class AddressOptions {

    @Option(names = "--dir", defaultValue = ".weir", description = "Directory of the stack (${DEFAULT-VALUE}).")
    private Path directory = Path.of(".weir");

    @Option(names = "--bootstrap", paramLabel = "HOST:PORT", description = "Brokers; by default those recorded in DIR.")
    private @Nullable String bootstrap;

    @Option(names = "--registry", paramLabel = "URL", description = "Schema registry; by default the one of the stack.")
    private @Nullable String registry;

    public Path directory() {
        return directory;
    }

    /** As {@link Cluster#running}. */
    public Optional<Cluster> running() {
        return Cluster.running(directory, bootstrap, registry);
    }

    /** As {@link Cluster#runningOrStarted}. */
    public Cluster runningOrStarted() {
        return Cluster.runningOrStarted(directory, bootstrap, registry);
    }

    /** Where a stack was looked for, in words. */
    public String place() {
        return bootstrap == null ? "that " + directory + " knows of" : "on " + bootstrap;
    }
}
