package io.weir.core.cost;

/**
 * The rates that a hold was taken at; its attempt is billed by them whatever prices do meanwhile.
 *
 * @param version name of the price version, as {@link PriceVersion} writes it
 * @param base rates up to the threshold
 * @param longContextThresholdTokens input above this is billed at {@code longContext}, as is the output; {@link
 *     Long#MAX_VALUE} where there is no such price
 * @param longContext rates above the threshold
 * @param perRequestNanodollars what an attempt costs beside its tokens, once an engine has spent anything on it; at least 0
 */
public record Tariff(
        String version, Rates base, long longContextThresholdTokens, Rates longContext, long perRequestNanodollars) {

    public Tariff {
        if (perRequestNanodollars < 0) {
            throw new IllegalArgumentException("request must not be negative: " + perRequestNanodollars);
        }
    }

    /** A tariff that costs nothing beside its tokens. */
    public Tariff(String version, Rates base, long longContextThresholdTokens, Rates longContext) {
        this(version, base, longContextThresholdTokens, longContext, 0);
    }

    public static Tariff flat(String version, Rates rates) {
        return new Tariff(version, rates, Long.MAX_VALUE, rates);
    }

    /** Cost in nano-dollars of a usage that so many requests have spent. */
    public long costNanodollars(Usage usage, long requests) {
        Rates rates = usage.inputTokens() > longContextThresholdTokens ? longContext : base;
        return Math.addExact(rates.costNanodollars(usage), Math.multiplyExact(requests, perRequestNanodollars));
    }

    /** Bound in nano-dollars on the cost of any usage of at most these tokens by one request. */
    public long ceilingNanodollars(long inputTokens, long outputTokens) {
        long ceiling = base.ceilingNanodollars(inputTokens, outputTokens);
        if (inputTokens > longContextThresholdTokens) {
            ceiling = Math.max(ceiling, longContext.ceilingNanodollars(inputTokens, outputTokens));
        }
        return Math.addExact(ceiling, perRequestNanodollars);
    }
}
