package io.weir.core.query;

import io.weir.core.cost.Usage;

/**
 * An attempt that is settled, as the result will list it. Cost in nano-dollars, energy in millijoules.
 *
 * @param maxOutputTokens ceiling that was enforced on the engine
 * @param loweredFrom ceiling that was wanted, where a budget had no room for it; 0: this one is it
 * @param continues number of the attempt whose cut answer this one made again; 0: none
 */
public record PastAttempt(
        int number,
        String tier,
        String model,
        String status,
        String verdict,
        long costNanodollars,
        Usage usage,
        long energyMillijoules,
        long serviceMicros,
        long maxOutputTokens,
        long loweredFrom,
        int continues) {

    /** The attempt with what a late outcome billed above its cost, nano-dollars and millijoules, and the usage that it gave. */
    public PastAttempt plus(long nanodollars, long millijoules, Usage reported) {
        return new PastAttempt(
                number,
                tier,
                model,
                status,
                verdict,
                Math.addExact(costNanodollars, nanodollars),
                reported.totalTokens() > usage.totalTokens() ? reported : usage,
                Math.addExact(energyMillijoules, millijoules),
                serviceMicros,
                maxOutputTokens,
                loweredFrom,
                continues);
    }

    /** Whether it was answered and found wrong: the tier is not asked the same again. */
    public boolean failedVerification() {
        return verdict.equals("fail");
    }
}
