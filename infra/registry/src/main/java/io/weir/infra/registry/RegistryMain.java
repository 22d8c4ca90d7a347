package io.weir.infra.registry;

import io.weir.infra.registry.log.LogConfig;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a registry until the process is told to stop. */
@Command(
        name = "registry",
        mixinStandardHelpOptions = true,
        description = "A Schema Registry for Avro, with its state in a Kafka topic.")
public final class RegistryMain implements Callable<Integer> {

    @Option(names = "--bootstrap", required = true, description = "Kafka brokers, host:port[,host:port]")
    private String bootstrap = "";

    @Option(names = "--host", defaultValue = RegistryConfig.LOOPBACK, description = "address (${DEFAULT-VALUE})")
    private String host = "";

    @Option(names = "--port", defaultValue = "8081", description = "port (${DEFAULT-VALUE})")
    private int port;

    @Option(names = "--topic", defaultValue = LogConfig.DEFAULT_TOPIC, description = "topic (${DEFAULT-VALUE})")
    private String topic = "";

    @Option(
            names = "--start-timeout",
            defaultValue = "PT2M",
            description = "how long to wait for the brokers (${DEFAULT-VALUE})")
    private Duration startTimeout = Duration.ZERO;

    @Override
    public Integer call() throws InterruptedException {
        LogConfig defaults = LogConfig.of(bootstrap);
        LogConfig log = new LogConfig(bootstrap, topic, startTimeout, defaults.writeTimeout());
        RegistryServer server = RegistryServer.start(new RegistryConfig(host, port, log));
        Runtime.getRuntime().addShutdownHook(new Thread(server::close, "registry-shutdown"));
        System.out.println("registry ready at " + server.url());
        new CountDownLatch(1).await();
        return 0;
    }

    public static void main(String[] args) {
        System.exit(new CommandLine(new RegistryMain()).execute(args));
    }
}
