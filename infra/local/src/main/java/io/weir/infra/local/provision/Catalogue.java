package io.weir.infra.local.provision;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.local.config.Declarations;
import io.weir.infra.local.config.PriceDeclarations;
import io.weir.infra.local.config.StackFile;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes accounts, tiers and prices to their topics. */
public final class Catalogue {

    private Catalogue() {}

    /** @return for each partition written to, the offset behind the last record */
    public static Map<TopicPartition, Long> write(StackFile file, String bootstrap, AvroWire wire, Instant now) {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrap, "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sends = new ArrayList<>();
            file.prices().forEach(entry -> {
                Price price = PriceDeclarations.price(entry, file.conversions(), now);
                sends.add(send(producer, wire, Topics.PRICES, PriceDeclarations.key(price), price));
            });
            file.tiers()
                    .forEach(tier ->
                            sends.add(send(producer, wire, Topics.TIERS, tier.tier(), Declarations.tier(tier, now))));
            file.accounts()
                    .forEach(account -> sends.add(send(
                            producer, wire, Topics.ACCOUNTS, account.account(), Declarations.account(account, now))));
            return ends(sends);
        }
    }

    private static <T extends SpecificRecord> Future<RecordMetadata> send(
            KafkaProducer<byte[], byte[]> producer, AvroWire wire, Topic<T> topic, String key, T value) {
        return producer.send(new ProducerRecord<>(topic.name(), key.getBytes(UTF_8), wire.encode(topic, value)));
    }

    private static Map<TopicPartition, Long> ends(List<Future<RecordMetadata>> sends) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Future<RecordMetadata> send : sends) {
            try {
                RecordMetadata written = send.get();
                ends.merge(new TopicPartition(written.topic(), written.partition()), written.offset() + 1, Math::max);
            } catch (ExecutionException e) {
                throw new KafkaException("the catalogue could not be written", e.getCause());
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        }
        return ends;
    }
}
