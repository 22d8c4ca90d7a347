package io.weir.router.ingress;

import io.weir.router.PartitionWatch;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.DeadLetters;
import io.weir.schemas.probe.Probe;
import io.weir.v1.DeadLetter;
import io.weir.v1.Inbox;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ingress as a running application: one thread homes, one tries again what waits for its schema, one ticks. A failed round is
 * begun again from the last committed offsets after a pause; nothing is skipped. Homing asks the registry for nothing once it
 * runs: neither a registry that is slow or away nor a flood of invented schema ids delays it.
 */
public final class Ingress implements Probe, AutoCloseable {

    public static final String GROUP_ID = "weir-ingress";

    /** Group that reads the dead letters for those that wait. */
    public static final String RETRY_GROUP_ID = "weir-ingress-retry";

    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PAUSE_MILLIS = 1_000;
    /** A pause and a broker's failover fit in; whoever is silent for longer is not at work. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private final IngressConfig config;
    private final AvroWire wire;
    private final Admin admin;
    private final Homing homing;
    private final KafkaProducer<byte[], byte[]> producer;
    private final WaitingLetters waiting;
    private final PartitionWatch watch;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Pulse rounds = new Pulse(System::nanoTime);
    private final Pulse ticks = new Pulse(System::nanoTime);

    private Ingress(IngressConfig config, Runnable onFailure) {
        this.config = config;
        wire = AvroWire.connect(config.registryUrl());
        admin = Admin.create(Map.of("bootstrap.servers", config.bootstrapServers()));
        TopicProvisioner provisioner = new TopicProvisioner(admin, config.partitions(), config.replication());
        provisioner.ensure(Topics.fixed());
        PartitionWatch.require(admin, config.partitions());
        TierTopics tiers = new TierTopics(admin, provisioner, config.recordLock());
        homing = new Homing(
                wire.withoutAsking(), config.partitions(), config.bounds(), InstantSource.system(), tiers::ensure);
        producer = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        config.bootstrapServers(),
                        "acks",
                        "all",
                        "linger.ms",
                        2,
                        "max.request.size",
                        Topics.MAX_RECORD_BYTES,
                        "client.id",
                        "weir-ingress"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        waiting = new WaitingLetters(wire, sources(), this::intake, InstantSource.system());
        watch = PartitionWatch.start(config.bootstrapServers(), config.partitions(), reason -> {
            LOG.error("Ingress stops: {}", reason);
            stop.countDown();
            onFailure.run();
        });
    }

    /** The public topics that it reads. */
    public static List<Topic<?>> sources() {
        return Topics.INPUTS;
    }

    /** Creates the topics that are missing and starts. */
    public static Ingress start(IngressConfig config) {
        return start(config, () -> {});
    }

    /**
     * The same.
     *
     * @param onFailure is run once ingress has stopped for good; whoever owns the process ends it
     * @throws IllegalStateException where topics have another number of partitions
     */
    public static Ingress start(IngressConfig config, Runnable onFailure) {
        Ingress ingress = new Ingress(config, onFailure);
        ingress.run("weir-ingress", ingress::home);
        ingress.run("weir-ingress-retry", ingress::retry);
        ingress.run("weir-ticker", ingress::tick);
        return ingress;
    }

    private void run(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private Intake intake() {
        return new Intake(wire, homing, producer, config.partitions());
    }

    private void home() {
        awaitRegistry();
        Intake intake = intake();
        again(GROUP_ID, consumer -> {
            consumer.subscribe(sources().stream().map(Topic::name).toList());
            while (!stopped(0)) {
                round(consumer, intake);
            }
        });
    }

    private void retry() {
        awaitRegistry();
        again(RETRY_GROUP_ID, consumer -> {
            consumer.subscribe(List.of(Topics.DLQ.name()));
            while (!stopped(0)) {
                waiting.round(consumer);
            }
        });
    }

    /** Own schemas and those of the public topics; from then on homing does without the registry. */
    private void awaitRegistry() {
        while (!stopped(0)) {
            try {
                wire.schemaId(Topics.INBOX);
                wire.schemaId(Topics.DLQ);
                sources().forEach(wire::learn);
                return;
            } catch (WireException e) {
                LOG.warn("Ingress waits for the registry: {}", e.toString());
                stopped(PAUSE_MILLIS);
            }
        }
    }

    private void again(String group, Consumer<KafkaConsumer<byte[], byte[]>> loop) {
        while (!stopped(0)) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer(group)) {
                loop.accept(consumer);
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                LOG.debug("{} was woken to stop", group, e);
            } catch (RuntimeException e) {
                LOG.warn("{} begins again from its committed offsets: {}", group, e.toString());
                stopped(PAUSE_MILLIS);
            }
        }
    }

    /** Homes what one poll brings; commits only what the brokers have acknowledged. */
    private void round(KafkaConsumer<byte[], byte[]> consumer, Intake intake) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            rounds.beat();
            return;
        }
        boolean anyWaits = false;
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            DeadLetter letter = intake.home(record);
            if (letter != null) {
                LOG.debug("Dead letter {}: {}", letter.getId(), letter.getReason());
                intake.send(letter);
                anyWaits |= DeadLetters.waits(letter);
            }
            next.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        intake.flush();
        consumer.commitSync(next);
        rounds.beat();
        if (anyWaits) {
            waiting.more();
        }
    }

    /** One tick a partition: what makes time pass for the router. A lost one is followed by another. */
    private void tick() {
        awaitRegistry();
        Inbox tick = new Inbox();
        tick.setKind("tick");
        tick.setId("");
        tick.setSource("ingress");
        byte[] value = null;
        while (!stopped(config.tickInterval().toMillis())) {
            try {
                value = value == null ? wire.encode(Topics.INBOX, tick) : value;
                for (int partition = 0; partition < config.partitions(); partition++) {
                    Future<RecordMetadata> unawaited = producer.send(
                            new ProducerRecord<>(Topics.INBOX.name(), partition, null, value), (written, error) -> {
                                if (error == null) {
                                    ticks.beat();
                                }
                            });
                    LOG.trace("Tick of partition {} sent: {}", partition, unawaited.isDone());
                }
            } catch (KafkaException | WireException e) {
                LOG.warn("A tick was not sent: {}", e.toString());
            }
        }
    }

    private boolean stopped(long millis) {
        try {
            return stop.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        config.bootstrapServers(),
                        "group.id",
                        group,
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        1_000,
                        "session.timeout.ms",
                        10_000,
                        "max.partition.fetch.bytes",
                        Topics.MAX_RECORD_BYTES,
                        "client.id",
                        group),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public boolean isAlive() {
        return stop.getCount() > 0 && threads.stream().allMatch(Thread::isAlive);
    }

    /** Whether rounds are finished and ticks are acknowledged: brokers answer, and the registry has once. */
    @Override
    public boolean isReady() {
        return isAlive() && rounds.within(LONGEST_SILENCE) && ticks.within(LONGEST_SILENCE);
    }

    @Override
    public String state() {
        return isReady() ? "ready" : isAlive() ? "waiting" : "stopped";
    }

    @Override
    public void close() {
        watch.close();
        stop.countDown();
        for (Thread thread : threads) {
            try {
                thread.join(10_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close(Duration.ofSeconds(10));
        admin.close(Duration.ofSeconds(10));
    }
}
