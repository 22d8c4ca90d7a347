package io.weir.infra.local.dlq;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.codec.DeadLetters;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A record that was not taken, by all its letters so far; its bytes stay in the log.
 *
 * @param id id of its letters
 * @param source where it came to; null where the letter does not tell
 * @param letter letter that holds the record as it came
 * @param state what became of it
 * @param code why it was refused, machine-readable
 * @param field field at fault; null where none is
 * @param value value of that field
 * @param reason the reason in a sentence
 * @param tenant tenant; empty where it is not known
 * @param bytes bytes of the record's value; 0 for null
 * @param at when it was refused first
 * @param last when the last letter was written
 */
record DeadRecord(
        String id,
        @Nullable Coordinates source,
        Where letter,
        State state,
        String code,
        @Nullable String field,
        @Nullable String value,
        String reason,
        String tenant,
        int bytes,
        Instant at,
        Instant last) {

    /** What became of a record. */
    enum State {
        /** It is tried again by ingress. */
        WAITING,
        /** It was taken after it had waited. */
        HOMED,
        /** It is refused, and stays so until somebody redrives it. */
        REFUSED,
        /** Somebody sent it to its topic again. */
        REDRIVEN;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(DeadLetter letter) {
            if (DeadLetters.waits(letter)) {
                return WAITING;
            }
            return switch (letter.getCode()) {
                case DeadLetters.HOMED -> HOMED;
                case DeadLetters.REDRIVEN -> REDRIVEN;
                default -> REFUSED;
            };
        }

        /** Whether the letter only tells an ending and holds no record. */
        boolean isEnding() {
            return this == HOMED || this == REDRIVEN;
        }
    }

    static DeadRecord of(DeadLetter letter, Where where) {
        ByteBuffer record = letter.getRecordValue();
        return new DeadRecord(
                letter.getId(),
                letter.getSource(),
                where,
                State.of(letter),
                letter.getCode(),
                letter.getField(),
                letter.getValue(),
                letter.getReason(),
                letter.getTenant(),
                record == null ? 0 : record.remaining(),
                letter.getAt(),
                letter.getAt());
    }

    /** With a later letter of the same id: an ending leaves the reason as it was, another reason replaces it. */
    DeadRecord with(DeadLetter later, Where where) {
        State ended = State.of(later);
        DeadRecord next = of(later, where);
        return ended.isEnding()
                ? new DeadRecord(
                        id, source, letter, ended, code, field, value, reason, tenant, bytes, at, later.getAt())
                : new DeadRecord(
                        id,
                        source,
                        where,
                        ended,
                        next.code,
                        next.field,
                        next.value,
                        next.reason,
                        next.tenant,
                        next.bytes,
                        at,
                        later.getAt());
    }
}
