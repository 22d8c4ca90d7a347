package io.weir.bench.run;

import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryMain;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** A broker and a registry, and beside them the parts of the platform that a bench asks for, each a process of its own. */
public final class Platform implements AutoCloseable {

    /** A first start on a machine that is busy. */
    public static final Duration START = Duration.ofMinutes(10);

    private final Deque<ChildJvm> parts = new ArrayDeque<>();
    private final Path directory;
    private final String bootstrap;
    private final String registryUrl;

    private Platform(Path directory) {
        this.directory = directory;
        String data = directory.resolve("kafka").toString();
        bootstrap = part("broker", "512m", EmbeddedBroker.class, data, "0").awaitLine("broker ready at ", START);
        registryUrl = part("registry", "128m", RegistryMain.class, "--bootstrap", bootstrap, "--port", "0")
                .awaitLine("registry ready at ", START);
    }

    /** Starts broker and registry. */
    public static Platform start(Path directory) {
        return new Platform(directory);
    }

    /** Starts a class with a main method; {@link #close} ends it. */
    public ChildJvm part(String name, String heap, Class<?> main, String... arguments) {
        ChildJvm part = ChildJvm.start(name, directory, heap, main, arguments);
        parts.push(part);
        return part;
    }

    /** The same for one that takes {@code --bootstrap} and {@code --registry}. */
    public ChildJvm joined(String name, String heap, Class<?> main, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--bootstrap", bootstrap, "--registry", registryUrl));
        return part(name, heap, main, all.toArray(String[]::new));
    }

    public Path directory() {
        return directory;
    }

    public String bootstrap() {
        return bootstrap;
    }

    public String registryUrl() {
        return registryUrl;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }
}
