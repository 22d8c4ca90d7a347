package io.weir.infra.faults.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Await;
import io.weir.router.ingress.Ingress;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.DeadLetter;
import io.weir.v1.Query;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * 14: records that are none, among good ones, to every public topic and to the inbox: random bytes, a wrong magic byte, an
 * unknown schema id, truncated Avro, no bytes, null. Each is a dead letter with a reason, what the partitions hold behind it is served,
 * and the checker sees each record of a public topic in the inbox or in the dead letters.
 */
final class PoisonPills {

    static final Fault FAULT = new Fault(14, "poison pills", 3, Fault.Stage.SHARED, PoisonPills::run);

    private static final int QUERIES = 10;
    private static final int POISON_PER_TOPIC = 18;
    private static final int KINDS = 6;
    private static final int UNKNOWN_SCHEMA = 1_000_000;

    private PoisonPills() {}

    private record At(String topic, int partition, long offset) {}

    private static void run(Trial trial) throws ExecutionException, InterruptedException {
        trial.point("all public topics, inbox");
        trial.traffic().send(QUERIES);
        Map<At, Integer> poison = new HashMap<>();
        for (Topic<?> topic : Ingress.sources()) {
            poison.putAll(poison(trial, topic));
            trial.traffic().send(1);
        }
        poison.putAll(poison(trial, Topics.INBOX));
        trial.traffic().send(QUERIES);
        trial.rest();

        Await.until(
                "each poison pill is a dead letter",
                () -> deadLetters(trial).keySet().containsAll(poison.keySet()));
        deadLetters(trial)
                .forEach((at, letter) -> trial.require(
                        !letter.getReason().isBlank() && !letter.getCode().isBlank(),
                        "the dead letter of " + at + " gives no reason"));
    }

    private static Map<At, Integer> poison(Trial trial, Topic<?> topic)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sends = new ArrayList<>();
        for (int i = 0; i < POISON_PER_TOPIC; i++) {
            byte[] key = (trial.name() + "-poison-" + i).getBytes(UTF_8);
            byte[] value = value(trial, i % KINDS);
            // A null value of an account is no poison: it closes the account that its key names.
            boolean closes = value == null && topic.equals(Topics.ACCOUNTS);
            sends.add(trial.traffic().raw(new ProducerRecord<>(topic.name(), key, closes ? new byte[0] : value)));
        }
        Map<At, Integer> poison = new HashMap<>();
        for (int i = 0; i < sends.size(); i++) {
            RecordMetadata at = sends.get(i).get();
            poison.put(new At(at.topic(), at.partition(), at.offset()), i % KINDS);
        }
        return poison;
    }

    private static byte @Nullable [] value(Trial trial, int kind) {
        Query query = trial.traffic().sent().get(0);
        byte[] good = trial.site().wire().encode(Topics.QUERIES, query);
        return switch (kind) {
            case 0 -> {
                byte[] random = new byte[1 + trial.random().nextInt(300)];
                trial.random().nextBytes(random);
                yield random;
            }
            case 1 -> {
                byte[] magic = good.clone();
                magic[0] = (byte) (1 + trial.random().nextInt(255));
                yield magic;
            }
            case 2 ->
                ByteBuffer.wrap(good.clone())
                        .putInt(1, UNKNOWN_SCHEMA + trial.random().nextInt(UNKNOWN_SCHEMA))
                        .array();
            case 3 -> Arrays.copyOf(good, 6 + trial.random().nextInt(good.length - 7));
            case 4 -> new byte[0];
            default -> null;
        };
    }

    private static Map<At, DeadLetter> deadLetters(Trial trial) {
        Map<At, DeadLetter> letters = new HashMap<>();
        trial.logs().values(Topics.DLQ).forEach(letter -> {
            if (letter.getSource() != null) {
                letters.put(
                        new At(
                                letter.getSource().getTopic(),
                                letter.getSource().getPartition(),
                                letter.getSource().getOffset()),
                        letter);
            }
        });
        return letters;
    }
}
