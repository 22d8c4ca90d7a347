package io.weir.core.routing;

/**
 * Parameters of the router.
 *
 * @param policy policy that chooses plans
 * @param maxOutputTokens held and enforced where neither the caller nor the tier bounds the output
 * @param deadlineMicros deadline from arrival of queries without one
 * @param maxAttempts attempts of queries that do not say
 * @param horizonMicros how long a closed query is remembered: above the age at which ingress refuses a repeat by as much
 *     as a producer's clock may be ahead and a record may be under way
 * @param maxLeaseMicros longest lease that a worker may ask for
 */
public record Settings(
        Policy policy,
        long maxOutputTokens,
        long deadlineMicros,
        int maxAttempts,
        long horizonMicros,
        long maxLeaseMicros) {

    /** Cheapest-pass, 1,024 tokens, 5 minutes, 3 attempts, 7 days and an hour, 1 hour. */
    public static final Settings DEFAULT = new Settings(
            Policies.CHEAPEST_PASS, 1_024, 300_000_000L, 3, (7 * 24 + 1) * 3600 * 1_000_000L, 3_600_000_000L);

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
}
