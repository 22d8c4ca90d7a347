package io.weir.bench.router;

import io.weir.bench.run.OpenLoop;
import io.weir.schemas.Topics;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * An open loop over a topology: queries at a steady rate into its inbox, a worker that claims and answers each attempt as it
 * sees it, and the time from when a query was due to its attempt and to its result, both read as committed.
 */
final class LatencyRun {

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long STEP_NANOS = TimeUnit.MICROSECONDS.toNanos(500);
    private static final long LONGEST_MICROS = TimeUnit.MINUTES.toMicros(5);
    private static final Duration DRAIN = Duration.ofSeconds(60);

    private final String bootstrap;
    private final Load load;
    private final Watch watch;
    private final long first;
    private final long warmup;
    private final long count;
    private final double perSecond;
    private final Histogram attempts = new Histogram(LONGEST_MICROS, 3);
    private final Histogram results = new Histogram(LONGEST_MICROS, 3);
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile @Nullable OpenLoop loop;
    private volatile boolean stopped;

    /**
     * @param watch where answers are read
     * @param first number of the first query
     * @param warmup queries that are sent first and not counted
     * @param count queries counted
     */
    LatencyRun(String bootstrap, Load load, Watch watch, long first, long warmup, long count, double perSecond) {
        this.bootstrap = bootstrap;
        this.load = load;
        this.watch = watch;
        this.first = first;
        this.warmup = warmup;
        this.count = count;
        this.perSecond = perSecond;
    }

    Latencies run() throws InterruptedException {
        try (KafkaProducer<byte[], byte[]> producer = Filler.producer(bootstrap, 1);
                KafkaConsumer<byte[], byte[]> worker = consumer(watch.work());
                KafkaConsumer<byte[], byte[]> reader = consumer(watch.results())) {
            Thread working = thread(
                    "worker",
                    () -> read(worker, record -> watch.ofWork().apply(record).ifPresent(n -> {
                        record(attempts, n, System.nanoTime());
                        Instant now = Instant.now();
                        send(producer, load.claim(n, now));
                        send(producer, load.outcome(n, now));
                    })));
            Thread reading = thread(
                    "reader",
                    () -> read(reader, record -> watch.ofResult()
                            .apply(record)
                            .ifPresent(n -> record(results, n, System.nanoTime()))));
            double seconds = produce(producer);
            drain();
            stopped = true;
            working.join();
            reading.join();
            Exception error = failure.get();
            if (error != null) {
                throw new KafkaException("the latency run failed", error);
            }
            return Latencies.of(perSecond, (warmup + count) / seconds, count, attempts, results);
        }
    }

    /** @return seconds that it took */
    private double produce(KafkaProducer<byte[], byte[]> producer) {
        long start = System.nanoTime();
        OpenLoop schedule = new OpenLoop(start, perSecond);
        loop = schedule;
        long nextTick = start;
        long sent = 0;
        while (sent < warmup + count && failure.get() == null) {
            long now = System.nanoTime();
            if (now >= nextTick) {
                for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
                    send(producer, load.tick(partition));
                }
                nextTick += TICK_NANOS;
            }
            long due = Math.min(schedule.dueBy(now), warmup + count);
            Instant at = Instant.now();
            for (; sent < due; sent++) {
                send(producer, load.query(first + sent, at));
            }
            LockSupport.parkNanos(STEP_NANOS);
        }
        producer.flush();
        return (System.nanoTime() - start) / 1e9;
    }

    private void drain() {
        long deadline = System.nanoTime() + DRAIN.toNanos();
        while (System.nanoTime() < deadline && failure.get() == null) {
            synchronized (results) {
                if (results.getTotalCount() >= count) {
                    return;
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private void record(Histogram histogram, long n, long nanos) {
        OpenLoop schedule = loop;
        long event = n - first;
        if (schedule != null && event >= warmup && event < warmup + count) {
            synchronized (histogram) {
                histogram.recordValue(Math.min(LONGEST_MICROS, schedule.latencyMicros(event, nanos)));
            }
        }
    }

    private void read(
            KafkaConsumer<byte[], byte[]> consumer, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> each) {
        try {
            while (!stopped) {
                consumer.poll(Duration.ofMillis(100)).forEach(each);
            }
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        }
    }

    private static Thread thread(String name, Runnable body) {
        Thread thread = new Thread(body, "bench-" + name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        var unused = producer.send(record, (metadata, error) -> {
            if (error != null) {
                failure.compareAndSet(null, error);
            }
        });
    }

    /** At the end of the topics: what floors and rounds wrote there is not looked at. */
    private KafkaConsumer<byte[], byte[]> consumer(List<String> topics) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "isolation.level",
                        "read_committed",
                        "max.poll.records",
                        2_000,
                        "auto.offset.reset",
                        "latest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
                partitions.add(new TopicPartition(topic, partition));
            }
        }
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        return consumer;
    }
}
