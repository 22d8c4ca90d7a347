package io.weir.infra.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Many clients at once: a thread for each record, all let go at the same moment, over a few connections. */
final class Crowd {

    private static final int CONNECTIONS = 4;
    private static final long STACK_BYTES = 256 * 1024L;

    private Crowd() {}

    /** @return where the records stand, once all are acknowledged */
    static List<RecordMetadata> send(String bootstrap, List<ProducerRecord<byte[], byte[]>> records) {
        List<KafkaProducer<byte[], byte[]>> producers = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                producers.add(new KafkaProducer<>(
                        Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()));
            }
            return send(producers, records);
        } finally {
            producers.forEach(KafkaProducer::close);
        }
    }

    private static List<RecordMetadata> send(
            List<KafkaProducer<byte[], byte[]>> producers, List<ProducerRecord<byte[], byte[]>> records) {
        CountDownLatch ready = new CountDownLatch(records.size());
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<RecordMetadata>> clients = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            KafkaProducer<byte[], byte[]> producer = producers.get(clients.size() % CONNECTIONS);
            FutureTask<RecordMetadata> client = new FutureTask<>(() -> {
                ready.countDown();
                go.await();
                return producer.send(record).get();
            });
            clients.add(client);
            new Thread(null, client, "client-" + clients.size(), STACK_BYTES).start();
        }
        List<RecordMetadata> written = new ArrayList<>();
        try {
            ready.await();
            go.countDown();
            for (FutureTask<RecordMetadata> client : clients) {
                written.add(client.get());
            }
            return written;
        } catch (ExecutionException e) {
            throw new KafkaException("a record was not taken", e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
