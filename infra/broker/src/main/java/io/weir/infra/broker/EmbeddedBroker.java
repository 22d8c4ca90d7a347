package io.weir.infra.broker;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A running broker that is its own controller, on 127.0.0.1; alone, or one of a {@link Quorum}.
 *
 * <p>The directory is formatted once, with the features of the latest production metadata version, and keeps its cluster
 * id from then on. An acknowledged record survives the death of the process, not that of the machine: Kafka leaves
 * flushing to the operating system.
 */
public final class EmbeddedBroker implements AutoCloseable {

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final DirectoryLock lock;

    private EmbeddedBroker(KafkaRaftServer server, String bootstrapServers, DirectoryLock lock) {
        this.server = server;
        this.lock = lock;
        this.bootstrapServers = bootstrapServers;
    }

    /**
     * Starts a broker and returns when it serves clients.
     *
     * @throws IllegalStateException if a given port is in use, or another broker runs or starts on the directory
     */
    public static EmbeddedBroker start(BrokerConfig config) {
        DirectoryLock lock = DirectoryLock.take(config.directory());
        try {
            return start(config, lock);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static EmbeddedBroker start(BrokerConfig config, DirectoryLock lock) {
        BrokerConfig chosen = choosePorts(config);
        formatIfNew(chosen);
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(BrokerSettings.of(chosen), false), Time.SYSTEM);
        try {
            server.startup();
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
        return new EmbeddedBroker(server, BrokerSettings.bootstrapServers(chosen), lock);
    }

    /** Address for clients, {@code host:port}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Shuts down in order: leaders step down, logs are flushed, ports are free on return. */
    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
        lock.close();
    }

    /**
     * Runs a broker until the process is told to stop: {@code EmbeddedBroker <directory> <port>}, or one of several, {@code
     * EmbeddedBroker <directory> <node> <cluster id> <id:port:controller port,…>}.
     */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 2 && args.length != 4) {
            System.err.println("usage: EmbeddedBroker <directory> <port>");
            System.err.println("       EmbeddedBroker <directory> <node> <cluster id> <id:port:controller port,…>");
            System.exit(2);
        }
        EmbeddedBroker broker = start(
                args.length == 2
                        ? BrokerConfig.at(Path.of(args[0]), Integer.parseInt(args[1]))
                        : BrokerConfig.at(Path.of(args[0]), Quorum.parse(args[2], args[1], args[3])));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        System.out.println("broker ready at " + broker.bootstrapServers());
        new CountDownLatch(1).await();
    }

    private static BrokerConfig choosePorts(BrokerConfig config) {
        int port = config.port() == 0 ? LoopbackPorts.free(config.controllerPort()) : config.port();
        int controllerPort = config.controllerPort() == 0 ? LoopbackPorts.free(port) : config.controllerPort();
        LoopbackPorts.requireFree("broker", port);
        LoopbackPorts.requireFree("controller", controllerPort);
        return config.withPorts(port, controllerPort);
    }

    private static void formatIfNew(BrokerConfig config) {
        Path directory = config.directory();
        if (Files.exists(directory.resolve("meta.properties"))) {
            return;
        }
        String clusterId = config.quorum().map(Quorum::clusterId).orElseGet(() -> Uuid.randomUuid()
                .toString());
        format(directory.toString(), clusterId, BrokerSettings.nodeId(config));
    }

    private static void format(String directory, String clusterId, int nodeId) {
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .setClusterId(clusterId)
                    .setNodeId(nodeId)
                    .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
                    .setMetadataLogDirectory(directory)
                    .addDirectory(directory)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .run();
        } catch (Exception e) {
            throw new IllegalStateException("cannot format " + directory, e);
        }
    }
}
