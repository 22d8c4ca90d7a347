package io.weir.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How an account's queries are decided where the query itself does not say.
 *
 * @param minPassProbability floor for the plan, 0 to 1; null: 0.98 of the best tier alone
 * @param valueOfPassNanodollars what a pass is worth; null: not priced
 * @param priceOfWrongAnswerNanodollars what an accepted wrong answer costs; 0 where not priced
 * @param defaultDeadlineMicros deadline from arrival; 0: the platform's
 * @param maxAttempts most attempts; 0: the platform's
 * @param continueTruncated whether an answer that Weir's own ceiling cut is made again with a larger one; null: as the nearest
 *     ancestor says, true where none does
 * @param whenItDoesNotFit what is tried where a hold does not fit; null: as the nearest ancestor says, {@link
 *     WhenItDoesNotFit#DEFAULT} where none does
 */
public record AccountPolicy(
        @Nullable Double minPassProbability,
        @Nullable Long valueOfPassNanodollars,
        long priceOfWrongAnswerNanodollars,
        long defaultDeadlineMicros,
        int maxAttempts,
        @Nullable Boolean continueTruncated,
        @Nullable WhenItDoesNotFit whenItDoesNotFit) {

    public static final AccountPolicy DEFAULT = new AccountPolicy(null, null, 0, 0, 0, null, null);
}
