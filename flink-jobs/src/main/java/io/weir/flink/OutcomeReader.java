package io.weir.flink;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.v1.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Reads a record of weir.outcomes: an {@link OutcomeEvent} where it can be counted, a {@link RefusedRecord} where not.
 *
 * <p>What is refused would stop the job again and again, or spoil sums for ever: bytes that are no outcome, and amounts
 * that are missing, negative or absurd. A registry that does not answer is no fault of the record, so that is thrown: the
 * job restarts with back-off until the registry is there, and nothing is lost.
 */
final class OutcomeReader {
    /** A million dollars for one attempt: no price gets there, and 9,000 such records still fit a sum. */
    static final long MOST_NANODOLLARS = 1_000_000_000_000_000L;
    /** A billion tokens: a thousand times the largest context window. */
    static final long MOST_TOKENS = 1_000_000_000L;
    /** A gigajoule: a rack of GPUs for hours. */
    static final long MOST_MILLIJOULES = 1_000_000_000_000L;

    private final AvroWire wire;

    OutcomeReader(AvroWire wire) {
        this.wire = wire;
    }

    /**
     * Reads one record.
     *
     * @param now wall clock, for the dead letter
     * @throws WireException if the registry does not answer
     */
    OutcomeRecord read(ConsumerRecord<byte[], byte @Nullable []> record, Instant now) {
        byte[] value = record.value();
        if (value == null) {
            return OutcomeRecord.of(RefusedRecord.of(record, now, "empty", "no value: a tombstone is no outcome"));
        }
        Outcome outcome;
        try {
            outcome = wire.decode(Topics.OUTCOMES, value);
        } catch (WireException e) {
            if (e.kind() == WireException.Kind.REGISTRY_UNAVAILABLE) {
                throw e;
            }
            return OutcomeRecord.of(RefusedRecord.of(record, now, e.kind().code(), String.valueOf(e.getMessage())));
        }
        return firstFault(outcome)
                .map(fault -> OutcomeRecord.of(refused(record, now, outcome, fault)))
                .orElseGet(() -> OutcomeRecord.of(event(record, outcome)));
    }

    private static Optional<Amount> firstFault(Outcome outcome) {
        return List.of(
                        new Amount("at", EventTime.micros(outcome.getAt()), 1, Long.MAX_VALUE),
                        new Amount("cost_nanodollars", outcome.getCostNanodollars(), 0, MOST_NANODOLLARS),
                        new Amount("usage.input_tokens", outcome.getUsage().getInputTokens(), 0, MOST_TOKENS),
                        new Amount("usage.output_tokens", outcome.getUsage().getOutputTokens(), 0, MOST_TOKENS),
                        new Amount("prompt_bytes", outcome.getPromptBytes(), 0, MOST_TOKENS),
                        new Amount("energy_millijoules", outcome.getEnergyMillijoules(), 0, MOST_MILLIJOULES))
                .stream()
                .filter(Amount::outOfRange)
                .findFirst();
    }

    /** A field and the range in which it can be counted. */
    private record Amount(String field, @Nullable Long value, long least, long most) {
        boolean outOfRange() {
            return value == null || value < least || value > most;
        }
    }

    private static RefusedRecord refused(
            ConsumerRecord<byte[], byte @Nullable []> record, Instant now, Outcome outcome, Amount fault) {
        String reason = fault.field + " is " + fault.value + ", not in " + fault.least + ".." + fault.most;
        RefusedRecord refused = RefusedRecord.of(record, now, "invalid", reason);
        refused.field = fault.field;
        refused.tenant = outcome.getTenant();
        return refused;
    }

    private static OutcomeEvent event(ConsumerRecord<byte[], byte @Nullable []> record, Outcome outcome) {
        return new OutcomeEvent(
                outcome.getTenant(),
                outcome.getTask(),
                outcome.getTier(),
                outcome.getModel(),
                outcome.getStatus(),
                outcome.getVerdict(),
                outcome.getCostNanodollars(),
                outcome.getUsage().getInputTokens(),
                outcome.getUsage().getOutputTokens(),
                outcome.getEnergyMillijoules(),
                outcome.getServiceMicros(),
                outcome.getPredictedPassProbability(),
                outcome.getPromptBytes(),
                outcome.getCutByWeir(),
                outcome.getLate(),
                EventTime.micros(outcome.getAt()),
                record.partition(),
                record.offset());
    }
}
