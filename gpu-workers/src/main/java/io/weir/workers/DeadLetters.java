package io.weir.workers;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

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
        DeadLetter letter = DeadLetter.newBuilder()
                .setId(record.topic() + "-" + record.partition() + "-" + record.offset())
                .setSource(new Coordinates(record.topic(), record.partition(), record.offset()))
                .setRecordKey(buffer(record.key()))
                .setRecordValue(buffer(record.value()))
                .setRecordHeaders(headers(record))
                .setCode(code)
                .setField(field.orElse(null))
                .setReason(reason)
                .setAt(clock.instant())
                .build();
        return writer.write(new ProducerRecord<>(Topics.DLQ.name(), wire.encode(Topics.DLQ, letter)));
    }

    private static Map<String, ByteBuffer> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, ByteBuffer> headers = new HashMap<>();
        for (Header header : record.headers()) {
            byte[] value = header.value();
            headers.put(header.key(), ByteBuffer.wrap(value == null ? new byte[0] : value));
        }
        return headers;
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
