package io.weir.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.energy.PowerProfile;
import io.weir.schemas.Topics;
import io.weir.v1.Control;
import io.weir.v1.DeadLetter;
import io.weir.v1.Outcome;
import io.weir.v1.WorkerState;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaShareConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker on a real broker and registry. Each test has a tier and a tenant of its own, of one name. */
class WorkerIT {

    private static final PowerProfile TEN_WATTS = new PowerProfile(1, 10, 1, 0, 1, 0, 0);

    @TempDir
    private static Path directory;

    private static Platform platform;

    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final Queue<Worker> workers = new ConcurrentLinkedQueue<>();

    @BeforeAll
    static void start() {
        platform = new Platform(directory);
    }

    @AfterAll
    static void stop() {
        platform.close();
    }

    @AfterEach
    void closeWorkers() {
        workers.forEach(Worker::close);
        assertEquals(List.of(), List.copyOf(failures));
    }

    @Test
    void attempt_isClaimedKeptAliveAndAnsweredInItsInboxPartition() throws Exception {
        platform.tier("one");
        CountDownLatch answer = new CountDownLatch(1);
        worker("one-1", "one", FakeEngine.waitingFor(answer), 1);
        platform.send(Attempts.of("one", "one", "q1").setInboxPartition(2).build());

        Platform.Entry claim = await("one", "claim", 1).get(0);
        Platform.Entry heartbeat = await("one", "heartbeat", 1).get(0);
        answer.countDown();
        Platform.Entry ended = await("one", "outcome", 1).get(0);

        String id = claim.value().getClaim().getClaim();
        assertEquals(id, heartbeat.value().getHeartbeat().getClaim());
        Outcome outcome = ended.value().getOutcome();
        assertEquals(id, outcome.getClaim());
        assertEquals("one/q1/1/" + id, ended.value().getId());
        assertEquals("answered", outcome.getStatus());
        assertEquals("pass", outcome.getVerdict());
        assertEquals("q1", outcome.getMessage().getContent());
        assertEquals(20, outcome.getUsage().getInputTokens());
        assertEquals(20_000, outcome.getEnergyMillijoules());
        assertEquals("estimated", outcome.getEnergyMethod());
        assertEquals("one-1", outcome.getWorker());
        assertEquals(List.of(2, 2, 2), List.of(claim.partition(), heartbeat.partition(), ended.partition()));
        assertTrue(claim.offset() < heartbeat.offset() && heartbeat.offset() < ended.offset());
        assertEquals(Platform.TRACEPARENT, ended.traceparent().orElseThrow());
    }

    @Test
    void twoWorkers_shareATierAndNoAttemptRunsTwice() throws Exception {
        platform.tier("two");
        CountDownLatch bothAsked = new CountDownLatch(2);
        FakeEngine first = meeting(bothAsked);
        FakeEngine second = meeting(bothAsked);
        worker("two-1", "two", first, 2);
        worker("two-2", "two", second, 2);
        for (int i = 0; i < 100; i++) {
            String lane = i % 3 == 0 ? "batch" : "interactive";
            platform.send(Attempts.of("two", "two", "q" + i)
                    .setLane(lane)
                    .setInboxPartition(i % 4)
                    .build());
        }
        await("two", "outcome", 100);

        List<String> asked = new java.util.ArrayList<>(first.asked);
        asked.addAll(second.asked);
        assertEquals(100, asked.size());
        assertEquals(100, new HashSet<>(asked).size());
        assertEquals(100, platform.inbox("two", "claim").size());
        assertEquals(100, platform.inbox("two", "outcome").size());
        assertTrue(!first.asked.isEmpty() && !second.asked.isEmpty());
    }

    @Test
    void redeliveredRecord_isReportedLostAndNotRun() throws Exception {
        platform.tier("again");
        platform.send(Attempts.of("again", "again", "q1").build());
        takeAndGiveBack("again");
        FakeEngine engine = new FakeEngine();
        worker("again-1", "again", engine, 1);

        Outcome outcome = await("again", "outcome", 1).get(0).value().getOutcome();
        assertEquals("lost", outcome.getStatus());
        assertEquals("redelivered", outcome.getErrorCode());
        assertNull(outcome.getClaim());
        assertEquals(List.of(), platform.inbox("again", "claim"));
        assertTrue(engine.asked.isEmpty());
    }

    @Test
    void poison_becomesADeadLetterAndDoesNotStopTheWorker() throws Exception {
        platform.tier("poison");
        worker("poison-1", "poison", new FakeEngine(), 1);
        platform.sendRaw("poison", "no attempt".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        platform.sendRaw("poison", new byte[] {0, 0, 0, 0, 1, 99});
        platform.sendRaw("poison", new byte[] {0, 127, 0, 0, 0, 1});
        platform.send(
                Attempts.of("poison", "poison", "homeless").setInboxPartition(4).build());
        platform.send(Attempts.of("poison", "poison", "good").build());

        assertEquals(
                "good",
                await("poison", "outcome", 1).get(0).value().getOutcome().getQueryId());
        patiently().until(() -> deadLetters("poison").size() == 4);
        List<String> codes =
                deadLetters("poison").stream().map(DeadLetter::getCode).sorted().toList();
        assertTrue(
                codes.contains("wrong_magic") && codes.contains("unknown_schema") && codes.contains("invalid"),
                codes::toString);
        DeadLetter invalid = deadLetters("poison").stream()
                .filter(letter -> letter.getCode().equals("invalid"))
                .findFirst()
                .orElseThrow();
        assertEquals("inbox_partition", invalid.getField());
    }

    @Test
    void cancel_endsWhatRunsAndWhatWaits() throws Exception {
        platform.tier("cancel");
        FakeEngine engine = FakeEngine.waitingFor(new CountDownLatch(1));
        worker("cancel-1", "cancel", engine, 1);
        platform.send(Attempts.of("cancel", "cancel", "q1").build());
        platform.send(Attempts.of("cancel", "cancel", "q2").build());
        List<Platform.Entry> claims = await("cancel", "claim", 2);
        patiently().until(() -> engine.asked.size() == 1);
        // What waits first: else the slot that the other leaves would begin it.
        String running = engine.asked.element();
        for (Platform.Entry claim : claims) {
            if (!claim.value().getClaim().getQueryId().equals(running)) {
                cancel(claim);
            }
        }
        await("cancel", "outcome", 1);
        for (Platform.Entry claim : claims) {
            cancel(claim);
        }

        for (Platform.Entry ended : await("cancel", "outcome", 2)) {
            assertEquals("cancelled", ended.value().getOutcome().getStatus());
        }
        assertEquals(1, engine.asked.size());
    }

    @Test
    void attemptOfAnAbortedTransaction_isNotSeen() throws Exception {
        platform.tier("tx");
        FakeEngine engine = new FakeEngine();
        try (KafkaProducer<byte[], byte[]> router = platform.producer(Map.of("transactional.id", "tx"))) {
            router.initTransactions();
            router.beginTransaction();
            var aborted = router.send(
                    platform.record(Attempts.of("tx", "tx", "aborted").build()));
            aborted.get();
            router.abortTransaction();
            router.beginTransaction();
            var committed = router.send(
                    platform.record(Attempts.of("tx", "tx", "committed").build()));
            committed.get();
            router.commitTransaction();
        }
        worker("tx-1", "tx", engine, 1);
        await("tx", "outcome", 1);
        assertEquals(List.of("committed"), List.copyOf(engine.asked));
    }

    @Test
    void close_handsBackWhatItCannotFinish() throws Exception {
        platform.tier("close");
        FakeEngine engine = FakeEngine.waitingFor(new CountDownLatch(1));
        Worker worker = worker("close-1", "close", engine, 1);
        platform.send(Attempts.of("close", "close", "q1").build());
        platform.send(Attempts.of("close", "close", "q2").build());
        await("close", "claim", 2);
        patiently().until(() -> engine.asked.size() == 1);
        worker.close();

        for (Platform.Entry ended : await("close", "outcome", 2)) {
            assertEquals("lost", ended.value().getOutcome().getStatus());
            assertNotEquals(null, ended.value().getOutcome().getClaim());
        }
        // Of what is lost, the router books what the last heartbeat said: the one that ran, not the one that waited.
        List<Long> spent = platform.inbox("close", "heartbeat").stream()
                .map(entry -> entry.value().getHeartbeat().getUsage().getInputTokens())
                .filter(tokens -> tokens > 0)
                .distinct()
                .toList();
        assertEquals(List.of(100L), spent);
        assertEquals(0, engine.closed.getCount());
        List<String> states = platform.all(Topics.WORKERS).stream()
                .filter(state -> state.getWorker().equals("close-1"))
                .map(WorkerState::getState)
                .toList();
        assertEquals("starting", states.get(0));
        assertTrue(states.contains("ready"));
        assertEquals("stopped", states.get(states.size() - 1));
    }

    @Test
    void workerThatFailed_saysSoWhenItHasClosed_whateverItsOwnerDoes() throws Exception {
        platform.tier("fail");
        AtomicBoolean broken = new AtomicBoolean();
        CountDownLatch told = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        Worker worker = Worker.start(
                config("fail-1", "fail", new FakeEngine(), 1),
                error -> {
                    told.countDown();
                    try {
                        goOn.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                producer -> breaking(producer, broken));
        assertFalse(worker.hasFailed());
        broken.set(true);
        worker.awaitClosed();
        assertTrue(worker.hasFailed());
        goOn.countDown();
        assertTrue(told.await(90, TimeUnit.SECONDS));
    }

    @SuppressWarnings("unchecked")
    private static Producer<byte[], byte[]> breaking(Producer<byte[], byte[]> producer, AtomicBoolean broken) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                WorkerIT.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("send") && broken.get()) {
                        throw new KafkaException("nothing can be written");
                    }
                    return method.invoke(producer, arguments);
                });
    }

    private static void cancel(Platform.Entry claim) throws Exception {
        platform.send(Control.newBuilder()
                .setWorker("")
                .setKind("cancel")
                .setClaim(claim.value().getClaim().getClaim())
                .build());
    }

    private static FakeEngine meeting(CountDownLatch all) {
        return new FakeEngine(new FakeEngine.Before() {
            private boolean met;

            @Override
            public synchronized void answer(io.weir.workers.engine.EngineRequest request) throws InterruptedException {
                if (!met) {
                    met = true;
                    all.countDown();
                }
                all.await();
            }
        });
    }

    private static List<DeadLetter> deadLetters(String tier) {
        return platform.all(Topics.DLQ).stream()
                .filter(letter -> letter.getSource().getTopic().contains("." + tier + "."))
                .toList();
    }

    private static void takeAndGiveBack(String tier) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", platform.bootstrap(),
                "group.id", Topics.workerGroup(tier),
                "share.acknowledgement.mode", "explicit");
        var bytes = new org.apache.kafka.common.serialization.ByteArrayDeserializer();
        try (KafkaShareConsumer<byte[], byte[]> consumer = new KafkaShareConsumer<>(properties, bytes, bytes)) {
            consumer.subscribe(List.of(Topics.attempts(tier, "interactive").name()));
            patiently().until(() -> {
                ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofMillis(200));
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    consumer.acknowledge(record, AcknowledgeType.RELEASE);
                }
                consumer.commitSync();
                return !records.isEmpty();
            });
        }
    }

    private static WorkerConfig config(String id, String tier, FakeEngine engine, int concurrency) {
        return new WorkerConfig(
                platform.bootstrap(),
                platform.registryUrl(),
                id,
                List.of(TierConfig.of(tier, engine, concurrency, TEN_WATTS)),
                Duration.ofSeconds(15),
                Duration.ofMillis(200),
                Duration.ofMillis(200),
                Duration.ofMinutes(10),
                Duration.ofMillis(200));
    }

    private Worker worker(String id, String tier, FakeEngine engine, int concurrency) {
        Worker worker = Worker.start(config(id, tier, engine, concurrency), failures::add);
        workers.add(worker);
        return worker;
    }

    private static List<Platform.Entry> await(String tenant, String kind, int count) {
        return patiently().until(() -> platform.inbox(tenant, kind), entries -> entries.size() >= count);
    }

    /** A bound for a slow machine, not a statement about time. */
    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInSameThread();
    }
}
