package io.weir.infra.local.workload;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Query;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Produces a workload at its rate, and no faster than it is allowed to, from a thread of its own. */
public final class Feeder implements AutoCloseable {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long LOOK_NANOS = 100_000_000L;

    private final Workload workload;
    private final AvroWire wire;
    private final InstantSource clock;
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicInteger sent = new AtomicInteger();
    private final Thread thread;
    private volatile boolean stop;
    private volatile int allowed = Integer.MAX_VALUE;

    private Feeder(Workload workload, String bootstrap, AvroWire wire, InstantSource clock) {
        this.workload = workload;
        this.wire = wire;
        this.clock = clock;
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all", "linger.ms", 2, "client.id", "weir-workload"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        thread = new Thread(this::run, "weir-workload");
        thread.setDaemon(true);
    }

    /** @param allowed queries that may be sent before {@link #allow} says more */
    public static Feeder start(Workload workload, String bootstrap, AvroWire wire, InstantSource clock, int allowed) {
        Feeder feeder = new Feeder(workload, bootstrap, wire, clock);
        feeder.allowed = allowed;
        feeder.thread.start();
        return feeder;
    }

    private void run() {
        long start = System.nanoTime();
        for (int i = 0; i < workload.size() && !stop; i++) {
            long due = start + (long) (i * NANOS_PER_SECOND / workload.queriesPerSecond());
            for (long wait = due - System.nanoTime(); wait > 0 && !stop; wait = due - System.nanoTime()) {
                LockSupport.parkNanos(wait);
            }
            while (i >= allowed && !stop) {
                LockSupport.parkNanos(LOOK_NANOS);
            }
            if (stop) {
                break;
            }
            Query query = workload.query(i, clock.instant());
            var unused = producer.send(
                    new ProducerRecord<>(
                            Topics.QUERIES.name(),
                            query.getTenant().getBytes(UTF_8),
                            wire.encode(Topics.QUERIES, query)),
                    (metadata, error) -> {
                        if (error == null) {
                            sent.incrementAndGet();
                        }
                    });
        }
        producer.flush();
    }

    /** So many queries may be sent, those that were sent already included. */
    public void allow(int queries) {
        allowed = queries;
        LockSupport.unpark(thread);
    }

    /** Queries that the broker has acknowledged. */
    public int sent() {
        return sent.get();
    }

    @Override
    public void close() {
        stop = true;
        LockSupport.unpark(thread);
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close();
    }
}
