package io.weir.core.query;

import io.weir.core.cost.Usage;

/** An attempt that is settled, as the result will list it. Cost in nano-dollars, energy in millijoules. */
public record PastAttempt(
        int number,
        String tier,
        String model,
        String status,
        String verdict,
        long costNanodollars,
        Usage usage,
        long energyMillijoules,
        long serviceMicros) {

    /** Whether it was answered and found wrong: the tier is not asked the same again. */
    public boolean failedVerification() {
        return verdict.equals("fail");
    }
}
