package io.weir.router.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.TopicProvisioner;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.InvalidRecord;
import io.weir.schemas.probe.Probe;
import io.weir.v1.DeadLetter;
import io.weir.v1.Inbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
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
 * Ingress as a running application: one thread homes, another ticks. A failed round is begun again from the last committed
 * offsets after a pause; nothing is skipped.
 */
public final class Ingress implements Probe, AutoCloseable {

    public static final String GROUP_ID = "weir-ingress";
    private static final Logger LOG = LoggerFactory.getLogger(Ingress.class);
    private static final String SOURCE = "/weir/ingress";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final long PAUSE_MILLIS = 1_000;
    /** A pause and a broker's failover fit in; whoever is silent for longer is not at work. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(20);

    private static final List<String> TOPICS = List.of(
            Topics.QUERIES.name(),
            Topics.CANCELS.name(),
            Topics.VERDICTS.name(),
            Topics.ACCOUNTS.name(),
            Topics.TIERS.name(),
            Topics.PRICES.name(),
            Topics.CALIBRATION.name(),
            Topics.PACING.name());

    private final IngressConfig config;
    private final AvroWire wire;
    private final Admin admin;
    private final Homing homing;
    private final KafkaProducer<byte[], byte[]> producer;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Pulse rounds = new Pulse(System::nanoTime);
    private final Pulse ticks = new Pulse(System::nanoTime);

    private Ingress(IngressConfig config) {
        this.config = config;
        wire = AvroWire.connect(config.registryUrl());
        admin = Admin.create(Map.of("bootstrap.servers", config.bootstrapServers()));
        TopicProvisioner provisioner = new TopicProvisioner(admin, config.partitions(), config.replication());
        provisioner.ensure(Topics.fixed());
        TierTopics tiers = new TierTopics(admin, provisioner, config.recordLock());
        homing = new Homing(wire, config.partitions(), config.bounds(), InstantSource.system(), tiers::ensure);
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
    }

    /** Creates the topics that are missing and starts. */
    public static Ingress start(IngressConfig config) {
        Ingress ingress = new Ingress(config);
        ingress.run("weir-ingress", ingress::home);
        ingress.run("weir-ticker", ingress::tick);
        return ingress;
    }

    private void run(String name, Runnable loop) {
        Thread thread = new Thread(loop, name);
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    private void home() {
        while (!stopped(0)) {
            try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
                consumer.subscribe(TOPICS);
                while (!stopped(0)) {
                    round(consumer);
                }
            } catch (WakeupException | org.apache.kafka.common.errors.InterruptException e) {
                LOG.debug("Ingress was woken to stop", e);
            } catch (RuntimeException e) {
                LOG.warn("Ingress begins again from its committed offsets: {}", e.toString());
                stopped(PAUSE_MILLIS);
            }
        }
    }

    /** Homes what one poll brings; commits only what the brokers have acknowledged. */
    private void round(KafkaConsumer<byte[], byte[]> consumer) {
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        if (records.isEmpty()) {
            rounds.beat();
            return;
        }
        List<Future<RecordMetadata>> sends = new ArrayList<>(records.count());
        Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            homeOne(record, sends);
            next.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        await(sends);
        consumer.commitSync(next);
        rounds.beat();
    }

    private void homeOne(ConsumerRecord<byte[], byte[]> record, List<Future<RecordMetadata>> sends) {
        try {
            Homing.Homed homed = homing.home(record);
            byte[] value = wire.encode(Topics.INBOX, homed.inbox());
            if (homed.partition() != Homing.EVERY_PARTITION) {
                sends.add(send(homed.partition(), homed.key().getBytes(UTF_8), value, record, homed.inbox()));
            } else {
                for (int partition = 0; partition < config.partitions(); partition++) {
                    sends.add(send(partition, null, value, record, homed.inbox()));
                }
            }
        } catch (InvalidRecord | WireException e) {
            if (e instanceof WireException wireError && wireError.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw wireError; // the record is not at fault: it waits, with all behind it, until the registry answers
            }
            DeadLetter letter = homing.deadLetter(record, e);
            LOG.debug("Dead letter {}: {}", letter.getId(), letter.getReason());
            ProducerRecord<byte[], byte[]> dead =
                    new ProducerRecord<>(Topics.DLQ.name(), null, wire.encode(Topics.DLQ, letter));
            EventHeaders.cloudEvent(dead.headers(), letter.getId(), SOURCE, "io.weir.DeadLetter.v1", letter.getAt());
            sends.add(producer.send(dead));
        }
    }

    private Future<RecordMetadata> send(
            int partition,
            byte @org.jspecify.annotations.Nullable [] key,
            byte[] value,
            ConsumerRecord<byte[], byte[]> record,
            Inbox inbox) {
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(Topics.INBOX.name(), partition, key, value);
        EventHeaders.cloudEvent(
                copy.headers(), inbox.getId(), SOURCE, "io.weir.Inbox.v1", Instant.ofEpochMilli(record.timestamp()));
        EventHeaders.traceparent(record.headers())
                .ifPresent(traceparent -> EventHeaders.traceparent(copy.headers(), traceparent));
        return producer.send(copy);
    }

    private void await(List<Future<RecordMetadata>> sends) {
        producer.flush();
        for (Future<RecordMetadata> send : sends) {
            try {
                send.get();
            } catch (ExecutionException e) {
                throw new KafkaException("a record could not be written to the inbox", e.getCause());
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }
    }

    /** One tick a partition: what makes time pass for the router. A lost one is followed by another. */
    private void tick() {
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

    private KafkaConsumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        config.bootstrapServers(),
                        "group.id",
                        GROUP_ID,
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
                        "weir-ingress"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public boolean isAlive() {
        return stop.getCount() > 0 && threads.stream().allMatch(Thread::isAlive);
    }

    /** Whether rounds are finished and ticks are acknowledged: brokers and registry answer. */
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
