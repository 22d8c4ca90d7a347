package io.weir.core.query;

import io.weir.core.cost.Tariff;
import io.weir.core.ledger.Hold;
import org.jspecify.annotations.Nullable;

/**
 * The attempt of a query that is out.
 *
 * @param number number within the query, from 1
 * @param tariff rates that the attempt is billed at
 * @param maxOutputTokens ceiling enforced on the engine
 * @param loweredFrom ceiling that was wanted, where a budget had no room for it; 0: this one is it
 * @param continues number of the attempt whose cut answer this one makes again, with a larger ceiling; 0: none
 * @param predictedPass probability of a pass as predicted when it was decided
 * @param lease claim of a worker; null while none has claimed it
 */
public record OpenAttempt(
        int number,
        String tier,
        String model,
        Hold hold,
        Tariff tariff,
        long maxOutputTokens,
        long loweredFrom,
        int continues,
        double predictedPass,
        @Nullable Lease lease) {

    public OpenAttempt withLease(Lease newLease) {
        return new OpenAttempt(
                number, tier, model, hold, tariff, maxOutputTokens, loweredFrom, continues, predictedPass, newLease);
    }
}
