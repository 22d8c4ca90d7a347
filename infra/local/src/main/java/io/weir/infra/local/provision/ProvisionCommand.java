package io.weir.infra.local.provision;

import io.weir.infra.local.config.StackFile;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code weir provision}: prepares a cluster; takes a file of tiers, prices and accounts once its parts run. */
@Command(
        name = "provision",
        mixinStandardHelpOptions = true,
        description = "Creates topics, registers schemas and, with --config, declares tiers, prices and accounts.",
        exitCodeListHeading = "%nExit status:%n",
        exitCodeList = {"0:all of it is there", "1:something is not; the message says what", "2:the flags are wrong"})
public final class ProvisionCommand implements Callable<Integer> {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Option(names = "--bootstrap", required = true, paramLabel = "HOST:PORT", description = "Kafka brokers.")
    private String bootstrap = "";

    @Option(names = "--registry", required = true, paramLabel = "URL", description = "Schema registry.")
    private String registry = "";

    @Option(
            names = "--partitions",
            defaultValue = "" + Topics.DEFAULT_PARTITIONS,
            description = "Partitions of the inbox (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(names = "--replication", defaultValue = "1", description = "Replicas of new topics (${DEFAULT-VALUE}).")
    private short replication;

    @Option(
            names = "--config",
            paramLabel = "YAML",
            description = "Tiers, prices and accounts; waits until ingress and the router, which must run, apply them.")
    private @Nullable Path config;

    @Option(
            names = "--timeout",
            defaultValue = "PT2M",
            description = "Longest wait for brokers, registry and parts (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        StackFile declared = config == null ? null : StackFile.read(config);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrap))) {
            Provision provision = new Provision(admin, bootstrap, AvroWire.connect(registry), partitions);
            topics(provision);
            System.out.printf(
                    "%d topics and their schemas are there%n", Topics.fixed().size());
            if (declared != null) {
                provision.catalogue(declared, timeout);
                System.out.printf(
                        "%d tiers, %d prices and %d accounts are applied%n",
                        declared.tiers().size(),
                        declared.prices().size(),
                        declared.accounts().size());
            }
        }
        return 0;
    }

    /** Brokers or a registry that have just started, or are busy, are asked again. */
    private void topics(Provision provision) {
        Instant deadline = Instant.now().plus(timeout);
        while (true) {
            try {
                provision.topics(replication);
                return;
            } catch (RetriableException | WireException e) {
                boolean again =
                        !(e instanceof WireException wrong) || wrong.kind().retriable();
                if (!again || Instant.now().isAfter(deadline)) {
                    throw e;
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** The command on its own, with its exit statuses. */
    static CommandLine line() {
        return new CommandLine(new ProvisionCommand()).setExecutionExceptionHandler((error, line, parsed) -> {
            line.getErr().println("provision: " + error.getMessage());
            return 1;
        });
    }

    public static void main(String[] args) {
        System.exit(line().execute(args));
    }
}
