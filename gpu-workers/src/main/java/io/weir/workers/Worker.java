package io.weir.workers;

import io.weir.core.cost.Usage;
import io.weir.core.query.AttemptStatus;
import io.weir.schemas.AvroWire;
import io.weir.schemas.SchemaReadiness;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.probe.Probe;
import io.weir.v1.Control;
import io.weir.v1.WorkerState;
import io.weir.workers.engine.Engine;
import io.weir.workers.verify.VerifierThreads;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running worker.
 *
 * <p>Threads: one per tier that takes work, {@code concurrency} per tier that run it, a few more for its verifiers, one for
 * orders, one for heartbeats and state. A fault that it cannot go on from (nothing can be written any more) closes it and is told to its owner; a fault
 * of one attempt is that attempt's outcome.
 */
public final class Worker implements Probe, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
    private static final String READY = "ready";
    private static final Duration PRODUCER_CLOSE = Duration.ofSeconds(30);

    private final WorkerConfig config;
    private final Consumer<Throwable> owner;
    private final InstantSource clock = InstantSource.system();
    private final AvroWire wire;
    private final Producer<byte[], byte[]> producer;
    private final RecordWriter writer;
    private final InboxWriter inbox;
    private final Claims claims = new Claims();
    private final Counters counters = new Counters();
    private final Map<String, Slots> slots = new LinkedHashMap<>();
    private final Map<String, TierConfig> tiers = new LinkedHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<VerifierThreads> verifiers = new ArrayList<>();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "weir-worker-timer"));
    private final CountDownLatch stopTaking = new CountDownLatch(1);
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private volatile boolean draining;
    private volatile String state = "starting";

    private Worker(WorkerConfig config, Consumer<Throwable> owner, UnaryOperator<Producer<byte[], byte[]>> around) {
        this.config = config;
        this.owner = owner;
        this.wire = AvroWire.connect(config.registryUrl());
        this.producer = around.apply(KafkaClients.producer(config));
        this.writer = new RecordWriter(producer, this::fail);
        this.inbox = new InboxWriter(writer, wire, config.workerId(), config.lease(), clock);
        config.tiers().forEach(tier -> tiers.put(tier.name(), tier));
    }

    /**
     * Starts a worker and returns once it takes work. Waits for the registry.
     *
     * @param onFailure told once, after the worker has closed itself, why it could not go on
     * @throws RuntimeException where Kafka cannot be reached, or a topic is missing
     */
    public static Worker start(WorkerConfig config, Consumer<Throwable> onFailure) {
        return start(config, onFailure, UnaryOperator.identity());
    }

    /** The same with something around its producer: where faults are put in and observed, and nowhere else. */
    public static Worker start(
            WorkerConfig config, Consumer<Throwable> onFailure, UnaryOperator<Producer<byte[], byte[]>> around) {
        Worker worker = new Worker(config, onFailure, around);
        try {
            worker.run();
            return worker;
        } catch (RuntimeException e) {
            worker.close();
            throw e;
        }
    }

    private void run() {
        List<Topic<?>> read = new ArrayList<>(List.of(Topics.CONTROLS));
        config.tiers().forEach(tier -> read.add(Topics.attempts(tier.name(), Topics.LANES.get(0))));
        SchemaReadiness.await(wire, List.of(Topics.INBOX, Topics.WORKERS, Topics.DLQ), read);
        int inboxPartitions = producer.partitionsFor(Topics.INBOX.name()).size();
        report();
        Controls controls = new Controls(
                KafkaClients.controls(config), wire, config.workerId(), this::obey, this::fail, stopTaking);
        controls.seek();
        begin(controls, "weir-worker-controls");
        for (TierConfig tier : config.tiers()) {
            serve(tier, inboxPartitions);
        }
        every(config.heartbeat(), this::heartbeats);
        every(config.stateInterval(), this::report);
        become(READY);
        LOG.debug("worker {} serves {}", config.workerId(), tiers.keySet());
    }

    private void serve(TierConfig tier, int inboxPartitions) {
        VerifierThreads judges = new VerifierThreads(tier.name(), tier.concurrency(), VerifierThreads.BOUND);
        verifiers.add(judges);
        AttemptRunner runner = new AttemptRunner(tier, judges, config.maxRun(), clock, System::nanoTime);
        Slots own = new Slots(tier, runner, this::ended, this::fail);
        slots.put(tier.name(), own);
        AttemptReader reader = new AttemptReader(
                wire,
                Topics.attempts(tier.name(), tier.lanes().iterator().next()),
                tier.name(),
                inboxPartitions,
                stopTaking);
        DeadLetters deadLetters = new DeadLetters(writer, wire, clock);
        Intake intake = new Intake(reader, inbox, deadLetters, claims, counters, clock, System::nanoTime);
        HandOut handOut = new HandOut(
                tier,
                KafkaClients.shareConsumer(config, tier),
                intake,
                claims,
                own::put,
                () -> draining,
                this::fail,
                stopTaking);
        begin(handOut, "weir-hand-out-" + tier.name());
    }

    private void begin(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        threads.add(thread);
        thread.start();
    }

    /** A task that throws would end its schedule without a word. */
    private void every(Duration interval, Runnable task) {
        var unused = timer.scheduleWithFixedDelay(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error e) {
                        fail(e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private void ended(ClaimedWork work, Report report) {
        counters.ended(report.status());
        if (report.status() == AttemptStatus.LOST && !work.spent().equals(Usage.NONE)) {
            heartbeat(work, System.nanoTime()); // of what is lost, the last heartbeat is what is booked
        }
        // Claimed until the outcome stands: a slow broker must not make it a lapsed lease.
        inbox.outcome(work, report).whenComplete((done, error) -> claims.remove(work));
    }

    private void heartbeats() {
        long now = System.nanoTime();
        claims.all().forEach(work -> heartbeat(work, now));
    }

    private void heartbeat(ClaimedWork work, long now) {
        TierConfig tier = tiers.get(work.attempt().getTier());
        if (tier != null) {
            inbox.heartbeat(work, tier.power(), now);
        }
    }

    private void obey(Control control) {
        switch (control.getKind()) {
            case "cancel" -> cancel(control);
            case "drain" -> {
                draining = true;
                become("draining");
            }
            case "resume" -> {
                draining = false;
                become(READY);
            }
            default -> LOG.warn("unknown order '{}' to worker {}", control.getKind(), config.workerId());
        }
    }

    private void cancel(Control control) {
        for (ClaimedWork work : claims.matching(work -> meant(control, work))) {
            Slots own = slots.get(work.attempt().getTier());
            if (own != null) {
                own.stop(work, ClaimedWork.Stop.CANCELLED);
            }
        }
    }

    private static boolean meant(Control control, ClaimedWork work) {
        if (control.getClaim() != null) {
            return control.getClaim().equals(work.claim());
        }
        return control.getTenant() != null
                && control.getQueryId() != null
                && control.getAttempt() != null
                && work.isOf(control.getTenant(), control.getQueryId(), control.getAttempt());
    }

    private void become(String next) {
        state = next;
        report();
    }

    private void report() {
        WorkerState value = WorkerState.newBuilder()
                .setWorker(config.workerId())
                .setState(state)
                .setEngine(String.join(
                        ",",
                        config.tiers().stream()
                                .map(tier -> tier.engine().name())
                                .distinct()
                                .toList()))
                .setTiers(List.copyOf(tiers.keySet()))
                .setCapacity(config.tiers().stream()
                        .mapToInt(TierConfig::concurrency)
                        .sum())
                .setClaimed(claims.count())
                .setRunning(claims.running())
                .setAt(clock.instant())
                .build();
        byte[] key = config.workerId().getBytes(StandardCharsets.UTF_8);
        writer.write(new ProducerRecord<>(Topics.WORKERS.name(), key, wire.encode(Topics.WORKERS, value)));
    }

    /** Counts at this moment. */
    public WorkerStats stats() {
        return counters.with(claims);
    }

    @Override
    public boolean isAlive() {
        return failure.get() == null && !closing.get();
    }

    /** Whether it takes work. */
    @Override
    public boolean isReady() {
        return isAlive() && state.equals(READY);
    }

    /** One of starting, ready, draining, stopped. */
    @Override
    public String state() {
        return state;
    }

    private void fail(Throwable error) {
        if (!failure.compareAndSet(null, error) || closing.get()) {
            return;
        }
        LOG.error("worker {} cannot go on", config.workerId(), error);
        new Thread(
                        () -> {
                            close();
                            owner.accept(error);
                        },
                        "weir-worker-failed")
                .start();
    }

    /** Whether it met a fault that it could not go on from; known before {@link #awaitClosed} returns, unlike to its owner. */
    public boolean hasFailed() {
        return failure.get() != null;
    }

    /** Waits until the worker has closed, by its owner or by itself. */
    public void awaitClosed() throws InterruptedException {
        closed.await();
    }

    /**
     * Takes nothing more, hands back what waits, lets what runs end within the grace (or reports it lost), writes its last
     * state and closes the engines. A second call waits for the first.
     */
    @Override
    public void close() {
        try {
            if (closing.compareAndSet(false, true)) {
                shutDown();
            }
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown() throws InterruptedException {
        try {
            stopTaking.countDown();
            for (Thread thread : threads) {
                thread.join();
            }
            for (Map.Entry<String, Slots> own : slots.entrySet()) {
                String tier = own.getKey();
                own.getValue()
                        .close(
                                config.closeGrace(),
                                () -> claims.matching(
                                        work -> work.attempt().getTier().equals(tier)));
            }
            timer.shutdown();
            if (failure.get() == null) {
                become("stopped");
            }
        } catch (RuntimeException e) {
            LOG.warn("worker {} did not close in order: {}", config.workerId(), e.toString());
        } finally {
            timer.shutdownNow();
            verifiers.forEach(VerifierThreads::close);
            producer.close(PRODUCER_CLOSE);
            config.tiers().stream().map(TierConfig::engine).distinct().forEach(Engine::close);
            closed.countDown();
        }
    }
}
