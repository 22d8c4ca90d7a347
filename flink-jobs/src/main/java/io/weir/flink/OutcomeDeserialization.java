package io.weir.flink;

import io.weir.schemas.AvroWire;
import java.io.IOException;
import java.time.InstantSource;
import org.apache.flink.api.common.serialization.DeserializationSchema.InitializationContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.metrics.Counter;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flink's face of {@link OutcomeReader}: one registry client per task, and the metric {@code outcomesRefused}.
 *
 * <p>Every record gives one element, a refused one too, so a bad record cannot stop the partition.
 */
public final class OutcomeDeserialization implements KafkaRecordDeserializationSchema<OutcomeRecord> {
    private static final Logger LOG = LoggerFactory.getLogger(OutcomeDeserialization.class);

    private final String registryUrl;

    @SuppressWarnings("NullAway.Init") // set by open(), on the task
    private transient OutcomeReader reader;

    @SuppressWarnings("NullAway.Init")
    private transient Counter refused;

    public OutcomeDeserialization(String registryUrl) {
        this.registryUrl = registryUrl;
    }

    @Override
    public void open(InitializationContext context) {
        reader = new OutcomeReader(AvroWire.connect(registryUrl));
        refused = context.getMetricGroup().counter("outcomesRefused");
    }

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<OutcomeRecord> out) throws IOException {
        OutcomeRecord read = reader.read(record, InstantSource.system().instant());
        RefusedRecord fault = read.refused();
        if (fault != null) {
            refused.inc();
            LOG.debug("refused {}-{}@{}: {}", record.topic(), fault.partition, fault.offset, fault.code);
        }
        out.collect(read);
    }

    @Override
    public TypeInformation<OutcomeRecord> getProducedType() {
        return TypeInformation.of(OutcomeRecord.class);
    }
}
