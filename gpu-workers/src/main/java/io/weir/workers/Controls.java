package io.weir.workers;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.v1.Control;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that listens to orders. Every worker reads all of them from when it started (earlier ones are about claims that it
 * does not have), and acts on those for itself and on those for whoever holds the claim. A record that is no order is
 * skipped: ingress reports such things once, not every worker.
 */
final class Controls implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Controls.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer;
    private final AvroWire wire;
    private final String worker;
    private final Consumer<Control> act;
    private final Consumer<Throwable> onFailure;
    private final CountDownLatch stopped;

    Controls(
            org.apache.kafka.clients.consumer.Consumer<byte[], byte[]> consumer,
            AvroWire wire,
            String worker,
            Consumer<Control> act,
            Consumer<Throwable> onFailure,
            CountDownLatch stopped) {
        this.consumer = consumer;
        this.wire = wire;
        this.worker = worker;
        this.act = act;
        this.onFailure = onFailure;
        this.stopped = stopped;
    }

    /** Takes its place at the end of the topic; orders from now on are seen. */
    void seek() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topics.CONTROLS.name()).stream()
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    @Override
    public void run() {
        try (consumer) {
            while (stopped.getCount() > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    read(record);
                }
            }
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    private void read(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null) {
            return;
        }
        try {
            Control control = wire.decode(Topics.CONTROLS, value);
            if (control.getWorker().isEmpty() || control.getWorker().equals(worker)) {
                act.accept(control);
            }
        } catch (WireException e) {
            LOG.warn("skipped {}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e.getMessage());
        }
    }
}
