package io.weir.flink;

import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.DeadLetters;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import org.apache.kafka.common.header.internals.RecordHeaders;
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
        RecordHeaders headers = new RecordHeaders();
        refused.headers.forEach(headers::add);
        DeadLetter letter = DeadLetters.of(
                source(refused),
                refused.key,
                refused.value,
                headers,
                refused.code,
                refused.field,
                null,
                refused.reason);
        letter.setTenant(refused.tenant);
        letter.setAt(EventTime.instant(refused.refusedMicros));
        return letter;
    }

    @Override
    public String id(RefusedRecord refused) {
        return DeadLetters.id(source(refused));
    }

    @Override
    public long atMicros(RefusedRecord refused) {
        return refused.refusedMicros;
    }

    private static Coordinates source(RefusedRecord refused) {
        return new Coordinates(Topics.OUTCOMES.name(), refused.partition, refused.offset);
    }
}
