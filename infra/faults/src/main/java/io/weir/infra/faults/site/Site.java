package io.weir.infra.faults.site;

import io.weir.infra.faults.trap.TrapFile;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.provision.Catalogue;
import io.weir.infra.local.provision.Progress;
import io.weir.router.RouterConfig;
import io.weir.router.ingress.Ingress;
import io.weir.schemas.AvroWire;
import io.weir.schemas.SchemaReadiness;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** The parts of a platform, each in a process of its own. Used from one thread. */
public final class Site implements AutoCloseable {

    /** Lease of a worker: short, so that a dead one's work is soon made again; above the pauses of a loaded machine. */
    public static final Duration LEASE = Duration.ofSeconds(5);

    private static final String INSTANCE = "router-0";

    private final Path directory;
    private final Workplace workplace;
    private final boolean withFlink;
    private final int registryPort = Ports.free();
    private final List<Part> started = new ArrayList<>();
    private final RegistryProxy proxy;
    private final Brokers brokers;
    private final Launcher launcher;
    private final TrapFile routerTrap;
    private final TrapFile workerTrap;
    private final AvroWire wire;
    private Part registry;
    private Part ingress;
    private Part router;
    private Part worker;
    private int workers;
    private int restarts;

    private Site(Path directory, Workplace workplace, int brokerCount, boolean withFlink) {
        this.directory = directory;
        this.workplace = workplace;
        this.withFlink = withFlink;
        routerTrap = new TrapFile(directory.resolve("traps/router"));
        workerTrap = new TrapFile(directory.resolve("traps/worker"));
        boolean complete = false;
        proxy = RegistryProxy.before("http://127.0.0.1:" + registryPort);
        try {
            Files.createDirectories(directory);
            Files.createDirectories(routerTrap.directory());
            Files.createDirectories(workerTrap.directory());
            brokers = Brokers.start(directory, brokerCount);
            launcher = new Launcher(directory, brokers, proxy.url(), workplace);
            registry = startRegistry();
            wire = AvroWire.connect(addresses().registry());
            try (Admin admin = admin()) {
                new TopicProvisioner(admin, Topics.DEFAULT_PARTITIONS, (short) brokerCount).ensure(Topics.fixed());
            }
            List<Topic<?>> all = new ArrayList<>(Topics.fixed());
            all.add(Topics.attempts("any", Topics.LANES.get(0)));
            SchemaReadiness.await(wire, all, all);
            ingress = startIngress(Topics.DEFAULT_PARTITIONS);
            router = startRouter(INSTANCE, directory.resolve("router"), Topics.DEFAULT_PARTITIONS);
            if (withFlink) {
                keep(launcher.flink());
            }
            declare(workplace.tiers());
            worker = startWorker(Workplace.PACE, 0, false);
            addresses().write(directory);
            complete = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (!complete) {
                close();
            }
        }
    }

    /** Starts every part and returns once the catalogue is applied everywhere and a worker takes work. */
    public static Site start(Path directory, Workplace workplace, int brokers, boolean withFlink) {
        return new Site(directory, workplace, brokers, withFlink);
    }

    // --- parts

    public Brokers brokers() {
        return brokers;
    }

    public Part registry() {
        return registry;
    }

    public Part ingress() {
        return ingress;
    }

    public Part router() {
        return router;
    }

    public Part worker() {
        return worker;
    }

    /** Whether the Flink jobs run, so that their figures can be asked for. */
    public boolean hasFlink() {
        return withFlink;
    }

    public TrapFile routerTrap() {
        return routerTrap;
    }

    public TrapFile workerTrap() {
        return workerTrap;
    }

    public RegistryProxy proxy() {
        return proxy;
    }

    public void restartRegistry() {
        registry.close();
        registry = startRegistry();
    }

    public void restartIngress() {
        restartIngress(Topics.DEFAULT_PARTITIONS);
    }

    /** The same for another number of partitions. */
    public void restartIngress(int partitions) {
        ingress.close();
        ingress = startIngress(partitions);
    }

    /** The router again, under its name and on its state. */
    public void restartRouter() {
        restartRouter(Topics.DEFAULT_PARTITIONS);
    }

    /** The same for another number of partitions. */
    public void restartRouter(int partitions) {
        router.close();
        router = startRouter(INSTANCE, directory.resolve("router"), partitions);
    }

    /** Another router, while the one before may still be there; it is the router of the site from now on. */
    public void anotherRouter(String instance) {
        router = startRouter(instance, directory.resolve("router-" + ++restarts), Topics.DEFAULT_PARTITIONS);
    }

    /** One more router under a name of its own, or the one of that name again, on its own state; the site's router stays what it is. */
    public Part routerBeside(String instance) {
        Path state = instance.equals(INSTANCE) ? routerState() : directory.resolve("beside-" + instance);
        return startRouter(instance, state, Topics.DEFAULT_PARTITIONS);
    }

    /** The directory of the router's state; a router that starts on another takes all from the changelogs. */
    public Path routerState() {
        return directory.resolve("router");
    }

    /** Ends the worker: what is held from now on stays so until there is a new one. */
    public void noWorker() {
        worker.terminate();
    }

    /** What a lost disk leaves of a router's state: nothing. */
    public void wipeRouterState() {
        if (!Files.exists(routerState())) {
            return; // stores in memory leave nothing but a directory, and that not always
        }
        try (Stream<Path> files = Files.walk(routerState())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot wipe " + routerState(), e);
        }
    }

    /** A new worker, under a new name; the one before is ended. */
    public void newWorker() {
        newWorker(Workplace.PACE, 0);
    }

    /**
     * The same at another pace.
     *
     * @param pace share of the recorded time that an answer takes
     * @param duplicates seed of the numbers of copies of claims and outcomes; 0: none
     */
    public void newWorker(double pace, long duplicates) {
        worker.terminate();
        anotherWorker(pace, duplicates);
    }

    /** A new worker whose engines report wrong usage. */
    public void newLyingWorker() {
        worker.terminate();
        worker = startWorker(Workplace.PACE, 0, true);
    }

    /** The same beside the one before, which may be stopped. */
    public void anotherWorker(double pace, long duplicates) {
        worker = startWorker(pace, duplicates, false);
    }

    /** Id of the worker that was started last. */
    public String workerId() {
        return "worker-" + workers;
    }

    /**
     * Starts again what has ended by itself, as a supervisor would: a worker or a router that cannot go on says so by its exit.
     *
     * @return what was started again
     */
    public List<String> supervise() {
        List<String> ended = new ArrayList<>();
        if (!ingress.isAlive()) {
            ended.add(ingress.name());
            restartIngress();
        }
        if (!router.isAlive()) {
            ended.add(router.name());
            restartRouter();
        }
        if (!worker.isAlive()) {
            ended.add(worker.name());
            newWorker();
        }
        return ended;
    }

    private Part startRegistry() {
        return keep(launcher.registry(registryPort)).awaitPrinted("registry ready");
    }

    private Part startIngress(int partitions) {
        return keep(launcher.ingress(partitions));
    }

    private Part startRouter(String instance, Path state, int partitions) {
        return keep(launcher.router(instance, state, partitions, routerTrap));
    }

    private Part startWorker(double pace, long duplicates, boolean lies) {
        workers++;
        return keep(launcher.worker(workerId(), pace, duplicates, lies, workerTrap))
                .awaitPrinted(workerId() + " serves");
    }

    private Part keep(Part part) {
        started.add(part);
        return part;
    }

    // --- addresses

    public String bootstrap() {
        return brokers.bootstrap();
    }

    /** Broker and registry, the latter without the proxy: what the harness reads by must not share the fault. */
    public Addresses addresses() {
        return Addresses.of(bootstrap(), "http://127.0.0.1:" + registryPort);
    }

    public Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    public AvroWire wire() {
        return wire;
    }

    public Logs logs() {
        return new Logs(addresses(), wire);
    }

    public Workplace workplace() {
        return workplace;
    }

    public Path directory() {
        return directory;
    }

    // --- catalogue and rest

    /** Declares and waits until every partition has applied it. */
    public void declare(StackFile file) {
        Map<TopicPartition, Long> written = Catalogue.write(file, bootstrap(), wire, Instant.now());
        try (Admin admin = admin()) {
            Progress progress = new Progress(admin);
            progress.await(Ingress.GROUP_ID, written, Await.PATIENCE);
            awaitRouterCaughtUp(progress);
        }
    }

    /** Waits until ingress has homed these records of public topics, and the router decided what the inbox then holds. */
    public void awaitDecided(Collection<RecordMetadata> written) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        written.forEach(at -> ends.merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max));
        try (Admin admin = admin()) {
            Progress progress = new Progress(admin);
            progress.await(Ingress.GROUP_ID, ends, Await.PATIENCE);
            awaitRouterCaughtUp(progress);
        }
    }

    /** Waits until the router has committed what the inbox holds now. */
    public void awaitRouterCaughtUp() {
        try (Admin admin = admin()) {
            awaitRouterCaughtUp(new Progress(admin));
        }
    }

    private static void awaitRouterCaughtUp(Progress progress) {
        progress.await(RouterConfig.APPLICATION_ID, progress.inboxEnds(Topics.DEFAULT_PARTITIONS), Await.PATIENCE);
    }

    /** Ends every process that was started here, the last one first, by force. */
    @Override
    public void close() {
        for (int i = started.size() - 1; i >= 0; i--) {
            started.get(i).close();
        }
        if (brokers != null) { // a start that failed
            brokers.close();
        }
        proxy.close();
    }
}
