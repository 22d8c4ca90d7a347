package io.weir.core.routing;

import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Fit;

/**
 * Why a tier is left out of a decision, or a query is refused.
 *
 * @param code machine-readable, such as down, unpriced or budget_exceeded
 * @param reason in words and numbers
 * @param refusal numbers of the limit that does not fit; for other codes empty fields
 */
public record Exclusion(String code, String reason, Refusal refusal) {

    /** Code of a hard limit without room. */
    public static final String BUDGET_EXCEEDED = "budget_exceeded";

    public static Exclusion of(String code, String reason) {
        return new Exclusion(code, reason, Refusal.of(code));
    }

    /**
     * A hard limit that a hold does not fit.
     *
     * @param fitsAtMicros when it fits every limit by the passing of time alone; {@link Fit#NEVER} where it never does
     */
    public static Exclusion budgetExceeded(Balance balance, Amounts asked, long fitsAtMicros) {
        long amount = asked.get(balance.unit());
        Refusal refusal = new Refusal(
                BUDGET_EXCEEDED,
                "account",
                balance.account(),
                balance.account(),
                balance.limitId(),
                balance.window().wireName(),
                balance.unit().wireName(),
                amount,
                balance.free(),
                fitsAtMicros == Fit.NEVER ? null : fitsAtMicros,
                null);
        return new Exclusion(
                BUDGET_EXCEEDED,
                "account " + balance.account() + ", limit " + balance.limitId() + " (" + refusal.window() + ", "
                        + refusal.unit() + "): asked " + amount + ", free " + balance.free()
                        + (fitsAtMicros == Fit.NEVER ? "" : ", fits at " + Timestamps.text(fitsAtMicros)),
                refusal);
    }
}
