package io.weir.flink;

import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A refused record as a dead letter, final: its id is its place, so a repeat after a restore has the same id. */
final class DeadLetterForm implements Form<RefusedRecord, DeadLetter> {

    @Override
    public Topic<DeadLetter> topic() {
        return Topics.DLQ;
    }

    @Override
    public @Nullable String key(RefusedRecord refused) {
        return refused.tenant.isEmpty() ? null : refused.tenant;
    }

    @Override
    public DeadLetter value(RefusedRecord refused) {
        return DeadLetter.newBuilder()
                .setId(id(refused))
                .setSource(new Coordinates(Topics.OUTCOMES.name(), refused.partition, refused.offset))
                .setRecordKey(buffer(refused.key))
                .setRecordValue(buffer(refused.value))
                .setRecordHeaders(headers(refused))
                .setCode(refused.code)
                .setField(refused.field)
                .setReason(refused.reason)
                .setTenant(refused.tenant)
                .setAt(EventTime.instant(refused.refusedMicros))
                .build();
    }

    @Override
    public String id(RefusedRecord refused) {
        return Topics.OUTCOMES.name() + "-" + refused.partition + "-" + refused.offset;
    }

    @Override
    public long atMicros(RefusedRecord refused) {
        return refused.refusedMicros;
    }

    private static Map<String, ByteBuffer> headers(RefusedRecord refused) {
        Map<String, ByteBuffer> headers = new HashMap<>();
        refused.headers.forEach((name, value) -> headers.put(name, ByteBuffer.wrap(value)));
        return headers;
    }

    private static @Nullable ByteBuffer buffer(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
