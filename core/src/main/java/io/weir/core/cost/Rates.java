package io.weir.core.cost;

import java.math.BigInteger;

/**
 * What a million tokens of each component cost, in nano-dollars.
 *
 * @param input uncached input, at least 0
 * @param cachedInput input read from the prompt cache
 * @param cacheWrite input written to the prompt cache
 * @param output output that is not reasoning
 * @param reasoning reasoning output
 */
public record Rates(long input, long cachedInput, long cacheWrite, long output, long reasoning) {

    private static final long PER = 1_000_000L;

    public Rates {
        if (input < 0 || cachedInput < 0 || cacheWrite < 0 || output < 0 || reasoning < 0) {
            throw new IllegalArgumentException("rates must not be negative: input " + input + ", cached_input "
                    + cachedInput + ", cache_write " + cacheWrite + ", output " + output + ", reasoning " + reasoning);
        }
    }

    public static Rates of(long input, long output) {
        return new Rates(input, input, input, output, output);
    }

    /** Cost in nano-dollars: Σ over components of ⌈tokens × rate / 10⁶⌉. */
    public long costNanodollars(Usage usage) {
        long plainInput = usage.inputTokens() - usage.cachedInputTokens() - usage.cacheWriteTokens();
        long plainOutput = usage.outputTokens() - usage.reasoningTokens();
        long inputCost = Math.addExact(
                price(plainInput, input),
                Math.addExact(
                        price(usage.cachedInputTokens(), cachedInput), price(usage.cacheWriteTokens(), cacheWrite)));
        return Math.addExact(
                inputCost, Math.addExact(price(plainOutput, output), price(usage.reasoningTokens(), reasoning)));
    }

    /**
     * Least bound in nano-dollars on the cost of any usage of at most these tokens: the dearest input and output rate, plus
     * one nano-dollar for each further component, since each rounds up on its own (3 input parts, 2 output parts). Nothing is
     * rounded where the rates of a side are whole nano-dollars a token, as $0.10 a million is: a budget for n holds n then.
     */
    public long ceilingNanodollars(long inputTokens, long outputTokens) {
        long dearestInput = Math.max(input, Math.max(cachedInput, cacheWrite));
        long dearestOutput = Math.max(output, reasoning);
        boolean wholeInput = isWhole(input) && isWhole(cachedInput) && isWhole(cacheWrite);
        boolean wholeOutput = isWhole(output) && isWhole(reasoning);
        long roundings = (wholeInput ? 0 : Math.min(2, Math.max(0, inputTokens - 1)))
                + (wholeOutput ? 0 : Math.min(1, Math.max(0, outputTokens - 1)));
        return Math.addExact(
                Math.addExact(price(inputTokens, dearestInput), price(outputTokens, dearestOutput)), roundings);
    }

    /** Whether any number of tokens costs a whole number of nano-dollars. */
    private static boolean isWhole(long rate) {
        return rate % PER == 0;
    }

    private static long price(long tokens, long rate) {
        if (tokens == 0 || rate == 0) {
            return 0;
        }
        if (Math.multiplyHigh(tokens, rate) == 0 && tokens * rate >= 0 && tokens * rate <= Long.MAX_VALUE - PER) {
            return (tokens * rate + PER - 1) / PER;
        }
        return BigInteger.valueOf(tokens)
                .multiply(BigInteger.valueOf(rate))
                .add(BigInteger.valueOf(PER - 1))
                .divide(BigInteger.valueOf(PER))
                .longValueExact();
    }
}
