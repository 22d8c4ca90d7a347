package io.weir.infra.faults.trap;

import io.weir.workers.TierConfig;
import io.weir.workers.Worker;
import io.weir.workers.WorkerConfig;
import io.weir.workers.WorkerMain;
import io.weir.workers.engine.Engine;
import java.io.IOException;
import picocli.CommandLine;

/** A worker as a process of its own, with a trap. Options are those of {@link WorkerMain}, for engines that do not wait. */
public final class FaultyWorker {

    /** System property: share of the recorded time that an engine takes. */
    public static final String SCALE = "weir.trap.scale";

    /** System property: seed of duplicates; 0 or absent: none. */
    public static final String DUPLICATES = "weir.trap.duplicates";

    /** System property: whether engines report another usage than what was metered. */
    public static final String LIES = "weir.trap.lies";

    private FaultyWorker() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        Trap trap = Trap.ofThisProcess();
        WorkerMain options = new WorkerMain();
        new CommandLine(options).parseArgs(args);
        WorkerConfig config = options.config();
        double scale = Double.parseDouble(System.getProperty(SCALE, "0"));
        WorkerWatcher watcher = new WorkerWatcher(trap, Long.getLong(DUPLICATES, 0L));
        WorkerConfig faulty = new WorkerConfig(
                config.bootstrap(),
                config.registryUrl(),
                config.workerId(),
                config.tiers().stream().map(tier -> faulty(tier, scale, trap)).toList(),
                config.lease(),
                config.heartbeat(),
                config.stateInterval(),
                config.maxRun(),
                config.closeGrace());
        Worker worker =
                Worker.start(faulty, error -> System.exit(1), producer -> WatchedProducer.around(producer, watcher));
        Runtime.getRuntime().addShutdownHook(new Thread(worker::close, "worker-shutdown"));
        System.out.println("worker " + config.workerId() + " serves");
        worker.awaitClosed();
    }

    private static TierConfig faulty(TierConfig tier, double scale, Trap trap) {
        Engine engine = new FaultyEngine(tier.engine(), scale, trap);
        return new TierConfig(
                tier.name(),
                Boolean.getBoolean(LIES) ? new LyingEngine(engine) : engine,
                tier.concurrency(),
                tier.queueDepth(),
                tier.lanes(),
                tier.power());
    }
}
