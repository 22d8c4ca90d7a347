package io.weir.infra.faults.site;

import io.weir.infra.faults.trap.FaultyRouter;
import io.weir.infra.faults.trap.FaultyWorker;
import io.weir.infra.faults.trap.Trap;
import io.weir.infra.faults.trap.TrapFile;
import io.weir.infra.registry.RegistryMain;
import io.weir.router.Commands;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines of the parts. Each start has a log of its own. */
final class Launcher {

    private static final int REGISTRY_MEGABYTES = 96;
    private static final int INGRESS_MEGABYTES = 128;
    private static final int ROUTER_MEGABYTES = 192;
    private static final int WORKER_MEGABYTES = 128;
    private static final int FLINK_MEGABYTES = 320;

    private final Path directory;
    private final Brokers brokers;
    /** What the parts reach the registry by. */
    private final String registryUrl;

    private final Workplace workplace;
    private int starts;

    Launcher(Path directory, Brokers brokers, String registryUrl, Workplace workplace) {
        this.directory = directory;
        this.brokers = brokers;
        this.registryUrl = registryUrl;
        this.workplace = workplace;
    }

    Part registry(int port) {
        return Part.start(
                "registry",
                log("registry"),
                REGISTRY_MEGABYTES,
                List.of(),
                RegistryMain.class.getName(),
                List.of("--bootstrap=" + brokers.bootstrap(), "--port=" + port));
    }

    Part ingress(int partitions) {
        return Part.start(
                "ingress",
                log("ingress"),
                INGRESS_MEGABYTES,
                List.of(),
                Commands.class.getName(),
                List.of(
                        "ingress",
                        "--bootstrap=" + brokers.bootstrap(),
                        "--registry=" + registryUrl,
                        "--partitions=" + partitions,
                        "--replication=" + brokers.count()));
    }

    Part router(String instance, Path state, int partitions, TrapFile trap) {
        return Part.start(
                "router",
                log("router"),
                ROUTER_MEGABYTES,
                List.of("-D" + Trap.DIRECTORY + "=" + trap.directory()),
                FaultyRouter.class.getName(),
                List.of(
                        brokers.bootstrap(),
                        registryUrl,
                        state.toString(),
                        instance,
                        Integer.toString(brokers.count()),
                        Integer.toString(partitions)));
    }

    Part flink() {
        return Part.start(
                "flink",
                log("flink"),
                FLINK_MEGABYTES,
                List.of(),
                "io.weir.flink.FlinkCommand",
                List.of(
                        "--bootstrap=" + brokers.bootstrap(),
                        "--registry=" + registryUrl,
                        "--dir=" + directory,
                        "--rest-port=0",
                        "--checkpoint-interval=PT2S"));
    }

    /** @param lies whether its engines report wrong usage */
    Part worker(String id, double pace, long duplicates, boolean lies, TrapFile trap) {
        List<String> arguments = new ArrayList<>(List.of(
                "--bootstrap=" + brokers.bootstrap(),
                "--registry=" + registryUrl,
                "--id=" + id,
                "--lease-millis=" + Site.LEASE.toMillis(),
                "--latency-scale=0"));
        arguments.addAll(workplace.workerOptions());
        return Part.start(
                id,
                log(id),
                WORKER_MEGABYTES,
                List.of(
                        "-D" + Trap.DIRECTORY + "=" + trap.directory(),
                        "-D" + FaultyWorker.SCALE + "=" + pace,
                        "-D" + FaultyWorker.LIES + "=" + lies,
                        "-D" + FaultyWorker.DUPLICATES + "=" + duplicates),
                FaultyWorker.class.getName(),
                arguments);
    }

    private Path log(String name) {
        return directory.resolve(name + "-" + ++starts + ".log");
    }
}
