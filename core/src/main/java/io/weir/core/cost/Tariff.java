package io.weir.core.cost;

/**
 * The rates that a hold was taken at; its attempt is billed by them whatever prices do meanwhile.
 *
 * @param version name of the price version
 * @param base rates up to the threshold
 * @param longContextThresholdTokens input above this is billed at {@code longContext}, as is the output; {@link
 *     Long#MAX_VALUE} where there is no such price
 * @param longContext rates above the threshold
 */
public record Tariff(String version, Rates base, long longContextThresholdTokens, Rates longContext) {

    public static Tariff flat(String version, Rates rates) {
        return new Tariff(version, rates, Long.MAX_VALUE, rates);
    }

    /** Cost of a usage in nano-dollars. */
    public long costNanodollars(Usage usage) {
        return (usage.inputTokens() > longContextThresholdTokens ? longContext : base).costNanodollars(usage);
    }

    /** Bound in nano-dollars on the cost of any usage of at most these tokens. */
    public long ceilingNanodollars(long inputTokens, long outputTokens) {
        long ceiling = base.ceilingNanodollars(inputTokens, outputTokens);
        return inputTokens > longContextThresholdTokens
                ? Math.max(ceiling, longContext.ceilingNanodollars(inputTokens, outputTokens))
                : ceiling;
    }
}
