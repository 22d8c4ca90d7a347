package io.weir.infra.local.cluster;

import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.RegistryConfig;
import io.weir.infra.registry.RegistryServer;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** A broker and a registry that answer: those of a running stack, or ones started on its data until {@link #close}. */
public final class Cluster implements AutoCloseable {

    /** Data of the broker within the directory of a stack. */
    public static final String BROKER_DIRECTORY = "kafka";

    /** Port that {@code up} gives the registry where it is not told otherwise. */
    private static final String DEFAULT_REGISTRY = "http://127.0.0.1:18081";

    private static final int CONNECT_MILLIS = 1_000;
    private static final int ANSWER_SECONDS = 10;

    private final Addresses addresses;
    private final boolean running;
    private final @Nullable EmbeddedBroker broker;
    private final @Nullable RegistryServer registry;

    private Cluster(
            Addresses addresses, boolean running, @Nullable EmbeddedBroker broker, @Nullable RegistryServer registry) {
        this.addresses = addresses;
        this.running = running;
        this.broker = broker;
        this.registry = registry;
    }

    /**
     * The running stack, as addressed or else as the directory has recorded it.
     *
     * @return empty where no broker answers there
     * @throws IllegalArgumentException if what answers is not the stack of the directory, although recorded there
     */
    public static Optional<Cluster> running(Path directory, @Nullable String bootstrap, @Nullable String registryUrl) {
        Optional<Addresses> recorded = Addresses.read(directory);
        String registry = registryUrl != null
                ? registryUrl
                : recorded.map(Addresses::registry).orElse(DEFAULT_REGISTRY);
        if (bootstrap != null) {
            return answers(bootstrap, Optional.empty())
                    ? Optional.of(new Cluster(Addresses.of(bootstrap, registry), true, null, null))
                    : Optional.empty();
        }
        return recorded.filter(addresses -> answers(addresses.bootstrap(), clusterId(directory)))
                .map(addresses -> new Cluster(Addresses.of(addresses.bootstrap(), registry), true, null, null));
    }

    /**
     * The running stack, else a broker and a registry started on the directory's data.
     *
     * @throws IllegalArgumentException if neither can be: nothing answers, and the directory holds no data or a stack that
     *     is starting or does not answer
     */
    public static Cluster runningOrStarted(Path directory, @Nullable String bootstrap, @Nullable String registryUrl) {
        Optional<Cluster> running = running(directory, bootstrap, registryUrl);
        if (running.isPresent()) {
            return running.get();
        }
        if (clusterId(directory).isEmpty()) {
            String asked = bootstrap == null ? "" : "no broker answers on " + bootstrap + " and ";
            throw new IllegalArgumentException(
                    asked + "there is no data of a broker in " + directory.resolve(BROKER_DIRECTORY));
        }
        EmbeddedBroker broker = started(directory.resolve(BROKER_DIRECTORY));
        try {
            RegistryServer registry = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
            return new Cluster(Addresses.of(broker.bootstrapServers(), registry.url()), false, broker, registry);
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static EmbeddedBroker started(Path directory) {
        try {
            return EmbeddedBroker.start(BrokerConfig.at(directory));
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage() + "; it does not answer yet", e);
        }
    }

    public Addresses addresses() {
        return addresses;
    }

    /** Whether it was running before; false: it was started here, and nothing else writes to it. */
    public boolean wasRunning() {
        return running;
    }

    @Override
    public void close() {
        if (registry != null) {
            registry.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    /** @param expected cluster id; a port may have gone to another broker since it was recorded */
    private static boolean answers(String bootstrap, Optional<String> expected) {
        if (!listens(bootstrap)) {
            return false;
        }
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                bootstrap,
                "request.timeout.ms",
                ANSWER_SECONDS * 500,
                "default.api.timeout.ms",
                ANSWER_SECONDS * 1_000);
        try (Admin admin = Admin.create(config)) {
            String id = admin.describeCluster().clusterId().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            return expected.isEmpty() || expected.get().equals(id);
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** A client would try a dead address for long; a connection tells at once. */
    private static boolean listens(String bootstrap) {
        for (String one : bootstrap.split(",")) {
            int colon = one.lastIndexOf(':');
            if (colon < 1 || !one.substring(colon + 1).matches("[0-9]{1,5}")) {
                throw new IllegalArgumentException("bootstrap must be host:port, is '" + one + "'");
            }
            try (Socket socket = new Socket()) {
                int port = Integer.parseInt(one.substring(colon + 1));
                socket.connect(new InetSocketAddress(one.substring(0, colon), port), CONNECT_MILLIS);
                return true;
            } catch (IOException refused) {
                // the next address may answer
            }
        }
        return false;
    }

    private static Optional<String> clusterId(Path directory) {
        Path file = directory.resolve(BROKER_DIRECTORY).resolve("meta.properties");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            Properties properties = new Properties();
            properties.load(reader);
            return Optional.ofNullable(properties.getProperty("cluster.id"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
