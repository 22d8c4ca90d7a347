package io.weir.infra.local.check;

import io.weir.v1.Outcome;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which outcomes count: what is outside these bounds would spoil a sum for ever, so the jobs put it to the dead letters. The
 * bounds are those of flink-jobs' page, written down a second time.
 */
final class Countable {

    private static final long MOST_NANODOLLARS = 1_000_000_000_000_000L; // a million dollars
    private static final long MOST_TOKENS = 1_000_000_000L;
    private static final long MOST_MILLIJOULES = 1_000_000_000_000L; // a gigajoule

    private Countable() {}

    /** Why an outcome does not count; empty where it does. */
    static Optional<String> fault(Outcome outcome) {
        if (!outcome.getAt().isAfter(Instant.EPOCH)) {
            return Optional.of("at " + outcome.getAt());
        }
        return beyond("cost_nanodollars", outcome.getCostNanodollars(), MOST_NANODOLLARS)
                .or(() -> beyond("input_tokens", outcome.getUsage().getInputTokens(), MOST_TOKENS))
                .or(() -> beyond("output_tokens", outcome.getUsage().getOutputTokens(), MOST_TOKENS))
                .or(() -> beyond("energy_millijoules", outcome.getEnergyMillijoules(), MOST_MILLIJOULES));
    }

    private static Optional<String> beyond(String field, @Nullable Long amount, long most) {
        return amount == null || amount < 0 || amount > most ? Optional.of(field + " " + amount) : Optional.empty();
    }
}
