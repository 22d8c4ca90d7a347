package io.weir.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topic;
import java.time.Instant;
import java.util.Locale;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.api.common.serialization.SerializationSchema.InitializationContext;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes elements in the wire format of the contracts, by their {@link Form}; one registry client per task.
 *
 * @param <E> element
 * @param <T> record
 */
public final class ContractSerialization<E, T extends SpecificRecord> implements KafkaRecordSerializationSchema<E> {
    private static final String SOURCE = "/weir/flink-jobs";
    /** 4 MiB, as internal topics take. */
    private static final String MOST_REQUEST_BYTES = Integer.toString(4 << 20);

    private final Form<E, T> form;
    private final String registryUrl;

    @SuppressWarnings("NullAway.Init") // set by open(), on the task
    private transient AvroWire wire;

    @SuppressWarnings("NullAway.Init")
    private transient Topic<T> topic;

    @SuppressWarnings("NullAway.Init")
    private transient String type;

    private ContractSerialization(Form<E, T> form, String registryUrl) {
        this.form = form;
        this.registryUrl = registryUrl;
    }

    /**
     * Sink of elements to the topic of their form. At-least-once, on purpose: every record is an upsert that readers can
     * tell from a newer one, and transactions would make each wait for a checkpoint.
     */
    public static <E, T extends SpecificRecord> KafkaSink<E> sink(
            Form<E, T> form, String bootstrapServers, String registryUrl) {
        return KafkaSink.<E>builder()
                .setBootstrapServers(bootstrapServers)
                .setRecordSerializer(new ContractSerialization<>(form, registryUrl))
                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                .setProperty("linger.ms", "5")
                .setProperty("max.request.size", MOST_REQUEST_BYTES)
                .build();
    }

    @Override
    public void open(InitializationContext context, KafkaSinkContext sinkContext) {
        wire = AvroWire.connect(registryUrl);
        topic = form.topic();
        type = "io.weir." + topic.type().getSimpleName().toLowerCase(Locale.ROOT) + ".v1";
    }

    /**
     * The record's own timestamp is left to the producer's clock, since brokers go by it in dropping what is old: with event
     * time there, figures of replayed outcomes would be gone seconds after they were written.
     */
    @Override
    public ProducerRecord<byte[], byte[]> serialize(E element, KafkaSinkContext context, Long timestamp) {
        String key = form.key(element);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topic.name(), key == null ? null : key.getBytes(UTF_8), wire.encode(topic, form.value(element)));
        Instant at = EventTime.instant(form.atMicros(element));
        EventHeaders.cloudEvent(record.headers(), form.id(element), SOURCE, type, at);
        return record;
    }
}
