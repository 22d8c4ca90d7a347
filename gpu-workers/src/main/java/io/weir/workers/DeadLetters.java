package io.weir.workers;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes records that are no attempts to the dead-letter topic, as they came. */
final class DeadLetters {

    private final RecordWriter writer;
    private final AvroWire wire;
    private final InstantSource clock;

    DeadLetters(RecordWriter writer, AvroWire wire, InstantSource clock) {
        this.writer = writer;
        this.wire = wire;
        this.clock = clock;
    }

    CompletionStage<Void> write(
            ConsumerRecord<byte[], byte[]> record, String code, Optional<String> field, String reason) {
        DeadLetter letter = io.weir.schemas.codec.DeadLetters.of(
                new Coordinates(record.topic(), record.partition(), record.offset()),
                record.key(),
                record.value(),
                record.headers(),
                code,
                field.orElse(null),
                null,
                reason);
        letter.setAt(clock.instant());
        return writer.write(new ProducerRecord<>(Topics.DLQ.name(), wire.encode(Topics.DLQ, letter)));
    }
}
