package io.weir.flink;

import org.jspecify.annotations.Nullable;

/**
 * What the source emits for a record of weir.outcomes: an outcome or a refusal, exactly one of them.
 *
 * <p>Flat with two nullable components, since Flink's serializer knows no sealed types.
 */
public record OutcomeRecord(@Nullable OutcomeEvent outcome, @Nullable RefusedRecord refused) {

    public OutcomeRecord {
        if ((outcome == null) == (refused == null)) {
            throw new IllegalArgumentException("exactly one of outcome and refused must be set");
        }
    }

    public static OutcomeRecord of(OutcomeEvent outcome) {
        return new OutcomeRecord(outcome, null);
    }

    public static OutcomeRecord of(RefusedRecord refused) {
        return new OutcomeRecord(null, refused);
    }
}
