package io.weir.core.routing;

import io.weir.core.cost.PriceGate;

/**
 * Parameters of the router.
 *
 * @param policy policy that chooses plans
 * @param maxOutputTokens held and enforced where the caller sets no ceiling and too little is known to learn one; of what is
 *     learned four times this at most
 * @param deadlineMicros deadline from arrival of queries without one
 * @param maxAttempts attempts of queries that do not say
 * @param horizonMicros how long a closed query is remembered: above the age at which ingress refuses a repeat by as much
 *     as a producer's clock may be ahead and a record may be under way
 * @param maxLeaseMicros longest lease that a worker may ask for
 * @param priceGate holds back prices that move too far at once
 */
public record Settings(
        Policy policy,
        long maxOutputTokens,
        long deadlineMicros,
        int maxAttempts,
        long horizonMicros,
        long maxLeaseMicros,
        PriceGate priceGate) {

    /** Cheapest-pass, 1,024 tokens, 5 minutes, 3 attempts, 7 days and an hour, 1 hour, a hundredfold price. */
    public static final Settings DEFAULT = new Settings(
            Policies.CHEAPEST_PASS,
            1_024,
            300_000_000L,
            3,
            (7 * 24 + 1) * 3600 * 1_000_000L,
            3_600_000_000L,
            new PriceGate(100));

    public Settings {
        if (maxOutputTokens <= 0
                || deadlineMicros <= 0
                || maxAttempts <= 0
                || horizonMicros <= 0
                || maxLeaseMicros <= 0) {
            throw new IllegalArgumentException("router settings must be positive: max_output_tokens " + maxOutputTokens
                    + ", deadline " + deadlineMicros + ", max_attempts " + maxAttempts + ", horizon " + horizonMicros
                    + ", max_lease " + maxLeaseMicros);
        }
    }

    /** The same with another policy. */
    public Settings withPolicy(Policy other) {
        return new Settings(
                other, maxOutputTokens, deadlineMicros, maxAttempts, horizonMicros, maxLeaseMicros, priceGate);
    }

    /** The same with another default ceiling of output tokens. */
    public Settings withMaxOutputTokens(long other) {
        return new Settings(policy, other, deadlineMicros, maxAttempts, horizonMicros, maxLeaseMicros, priceGate);
    }

    /** The same with another gate for prices. */
    public Settings withPriceGate(PriceGate other) {
        return new Settings(policy, maxOutputTokens, deadlineMicros, maxAttempts, horizonMicros, maxLeaseMicros, other);
    }
}
