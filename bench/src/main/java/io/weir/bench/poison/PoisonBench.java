package io.weir.bench.poison;

import io.weir.bench.Prompt;
import io.weir.bench.poison.Answer.By;
import io.weir.bench.run.Circumstances;
import io.weir.bench.run.KnownSchemas;
import io.weir.schemas.AvroWire;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Runs good traffic through quiet windows and windows of poison, then asks what became of everything. */
final class PoisonBench implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);
    /** Numbers of doses before the first window; the measured ones come after. */
    private static final long WARM_DOSES = 1_000_000;

    private final PoisonOptions options;
    private final Circumstances circumstances;
    private final List<Prompt> prompts;
    private final Consumer<String> say;
    private final PoisonStack stack;
    private final AvroWire wire;
    private final AtomicReference<@Nullable GoodTraffic> traffic = new AtomicReference<>();
    private final Answers answers;

    /** @param recording recorded answers to the prompts */
    PoisonBench(PoisonOptions options, Path directory, Path recording, List<Prompt> prompts, Consumer<String> say) {
        this.options = options;
        this.prompts = prompts;
        this.say = say;
        circumstances = Circumstances.now(options.seed());
        stack = PoisonStack.start(directory, say);
        wire = KnownSchemas.connect(stack.registryUrl());
        stack.startParts(recording);
        declare();
        answers = new Answers(stack.bootstrap(), wire, (result, nanos) -> {
            GoodTraffic now = traffic.get();
            if (now != null) {
                now.seen(result, nanos);
            }
        });
    }

    private void declare() {
        say.accept("catalogue");
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            // Ingress makes the topics; a producer waits for a topic that is not there yet.
            PoisonCatalogue.of(wire).forEach(record -> send(producer, record));
            producer.flush();
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", stack.bootstrap(), "max.block.ms", PATIENCE.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record);
    }

    PoisonReport run() throws InterruptedException {
        probe();
        List<Poison> kinds = Kinds.all();
        warm(kinds);
        Windows windows = new Windows(
                System.nanoTime(),
                TimeUnit.SECONDS.toNanos(options.windowSeconds()),
                TimeUnit.SECONDS.toNanos(options.settleSeconds()),
                options.pairs());
        say.accept("windows: " + windows.count() + " of " + options.windowSeconds() + " s");
        try (GoodTraffic good =
                        new GoodTraffic(stack.bootstrap(), wire, "good-", prompts, options.goodPerSecond(), windows);
                Poisoner poisoner = new Poisoner(
                        stack.bootstrap(), new Pharmacy(wire, options.seed()), kinds, options.seed(), WARM_DOSES)) {
            drive(good, windows, () -> poison(poisoner, windows));
            poisoner.flush();
            say.accept("waiting for " + poisoner.count() + " doses and " + good.sent() + " queries");
            List<SentDose> sent = poisoner.sent();
            settled(() -> good.answered() >= good.sent()
                    && sent.stream().allMatch(dose -> dose.answer(answers).by() != By.NOBODY));
            return PoisonReport.of(
                    circumstances,
                    options,
                    PoisonReport.kinds(kinds, sent, answers),
                    good.sent(),
                    good.answered(),
                    good.latencies());
        }
    }

    /**
     * Good traffic at twice the rate, then poison beside it, and nothing of it counts: the JVMs of the stack compile the code
     * of both. Without it the first windows, and the first of poison most, would show compilers at work.
     */
    private void warm(List<Poison> kinds) throws InterruptedException {
        say.accept("warming for " + options.warmSeconds() + " s");
        Windows windows = new Windows(System.nanoTime(), TimeUnit.SECONDS.toNanos(options.warmSeconds()) / 2, 0, 1);
        try (GoodTraffic good = new GoodTraffic(
                        stack.bootstrap(), wire, "warm-", prompts, 2 * options.goodPerSecond(), windows);
                Poisoner poisoner = new Poisoner(
                        stack.bootstrap(), new Pharmacy(wire, ~options.seed()), kinds, options.seed(), 0)) {
            drive(good, windows, () -> poison(poisoner, windows));
            await("every query of the warm-up has a result", () -> good.answered() >= good.sent());
        }
    }

    /** A first query of each tenant, again and again until one is served: then the catalogue is in force everywhere. */
    private void probe() {
        say.accept("first queries");
        try (KafkaProducer<byte[], byte[]> producer = producer()) {
            Pharmacy pharmacy = new Pharmacy(wire, 0);
            for (String tenant : PoisonCatalogue.tenants()) {
                long[] number = {0};
                await("tenant " + tenant + " is served", () -> {
                    String id = "probe-" + number[0]++;
                    Dose probe = pharmacy.query(0, query -> {
                        query.setTenant(tenant);
                        query.setAccount(tenant);
                        query.setQueryId(id);
                    });
                    send(producer, new ProducerRecord<>(probe.topic(), probe.key(), probe.value()));
                    return answered(tenant, id, "passed");
                });
            }
        }
    }

    private boolean answered(String tenant, String id, String code) {
        long deadline = System.nanoTime() + 20 * PROBE_NANOS;
        Answer answer = answers.result(tenant, id);
        while (answer == null && System.nanoTime() < deadline) {
            answers.requireReading();
            LockSupport.parkNanos(PROBE_NANOS / 50);
            answer = answers.result(tenant, id);
        }
        return answer != null && answer.code().equals(code);
    }

    /** Sends good queries as they are due until the windows end, with something else beside it. */
    private void drive(GoodTraffic good, Windows windows, Runnable beside) throws InterruptedException {
        traffic.set(good);
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        Thread other = new Thread(
                () -> {
                    try {
                        beside.run();
                    } catch (RuntimeException e) {
                        failure.set(e);
                    }
                },
                "bench-poison");
        other.start();
        for (long now = System.nanoTime(); now < windows.endNanos(); now = System.nanoTime()) {
            good.sendDue(now);
            answers.requireReading();
            LockSupport.parkNanos(STEP_NANOS);
        }
        good.sendDue(System.nanoTime());
        other.join();
        RuntimeException error = failure.get();
        if (error != null) {
            throw error;
        }
    }

    private void poison(Poisoner poisoner, Windows windows) {
        for (long now = System.nanoTime(); now < windows.endNanos(); now = System.nanoTime()) {
            double due = windows.poisonedNanos(now) / 1e9 * options.poisonPerSecond();
            while (poisoner.count() < due && System.nanoTime() < windows.endNanos()) {
                poisoner.next();
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        // Whatever the machine, each kind is sent: the first cycle is finished.
        long cycle = Kinds.all().stream().mapToInt(Poison::share).sum();
        while (poisoner.count() < cycle) {
            poisoner.next();
        }
    }

    private void await(String what, BooleanSupplier reached) {
        if (!within(PATIENCE, reached)) {
            throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what);
        }
    }

    /** Waits as long as there is patience; what has no answer by then is reported as such. */
    private void settled(BooleanSupplier reached) {
        if (!within(PATIENCE, reached)) {
            say.accept("not everything had an answer within " + PATIENCE.toSeconds() + " s");
        }
    }

    private boolean within(Duration most, BooleanSupplier reached) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!reached.getAsBoolean()) {
            answers.requireReading();
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(PROBE_NANOS / 5);
        }
        return true;
    }

    @Override
    public void close() {
        answers.close();
        stack.close();
    }
}
