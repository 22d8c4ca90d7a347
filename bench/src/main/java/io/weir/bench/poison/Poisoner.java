package io.weir.bench.poison;

import io.weir.bench.poison.Answer.By;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends doses, kinds mixed by a seed; each kind once a cycle, or as often as its share says. */
final class Poisoner implements AutoCloseable {

    /** A producer that leaves it to the broker to refuse. */
    private static final int ANY_SIZE = 64 << 20;

    private final Pharmacy pharmacy;
    private final List<Poison> cycle;
    private final KafkaProducer<byte[], byte[]> plain;
    private final KafkaProducer<byte[], byte[]> large;
    private final List<SentDose> sent = Collections.synchronizedList(new ArrayList<>());
    private final long first;
    private long number;

    /** @param first number of the first dose; no other poisoner of a run may give out the same ones */
    Poisoner(String bootstrap, Pharmacy pharmacy, List<Poison> kinds, long seed, long first) {
        this.pharmacy = pharmacy;
        this.first = first;
        cycle = cycle(kinds, seed);
        plain = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap), new ByteArraySerializer(), new ByteArraySerializer());
        large = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "max.request.size", ANY_SIZE, "buffer.memory", (long) ANY_SIZE),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    static List<Poison> cycle(List<Poison> kinds, long seed) {
        List<Poison> cycle = new ArrayList<>();
        kinds.forEach(kind -> cycle.addAll(Collections.nCopies(kind.share(), kind)));
        Collections.shuffle(cycle, new Random(seed));
        return List.copyOf(cycle);
    }

    /** Sends the next dose; does not wait for what becomes of it. */
    void next() {
        Poison poison = cycle.get((int) (number % cycle.size()));
        Dose dose = poison.maker().make(pharmacy, first + number++);
        SentDose record = new SentDose(poison, dose);
        sent.add(record);
        By refusedBy = dose.plainProducer() ? By.PRODUCER : By.BROKER;
        int bytes = dose.value() == null ? 0 : dose.value().length;
        var unused = (dose.plainProducer() ? plain : large)
                .send(new ProducerRecord<>(dose.topic(), dose.key(), dose.value()), (metadata, error) -> {
                    if (error == null) {
                        record.appended(metadata.topic(), metadata.partition(), metadata.offset());
                    } else {
                        record.refused(new Answer(
                                refusedBy,
                                error.getClass().getSimpleName(),
                                "record",
                                bytes + " bytes",
                                String.valueOf(error.getMessage())));
                    }
                });
    }

    long count() {
        return number;
    }

    List<SentDose> sent() {
        synchronized (sent) {
            return List.copyOf(sent);
        }
    }

    void flush() {
        large.flush();
        plain.flush();
    }

    @Override
    public void close() {
        plain.close(Duration.ofSeconds(10));
        large.close(Duration.ofSeconds(10));
    }
}
