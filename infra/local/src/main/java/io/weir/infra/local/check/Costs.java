package io.weir.infra.local.check;

import io.weir.v1.Price;
import io.weir.v1.Usage;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Usage times price, by the contract of {@link Price}; the checker's own sums. */
final class Costs {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);

    private Costs() {}

    /**
     * Cost in nano-dollars, each component rounded up.
     *
     * @throws ArithmeticException if it does not fit in 64 bits
     */
    static long of(Usage usage, Price price, boolean batch) {
        long baseInput = or(price.getInput(), 0);
        long baseOutput = or(price.getOutput(), 0);
        Long threshold = price.getLongContextThresholdTokens();
        long input = batch ? or(price.getBatchInput(), baseInput) : baseInput;
        long output = batch ? or(price.getBatchOutput(), baseOutput) : baseOutput;
        if (threshold != null && usage.getInputTokens() > threshold) {
            input = or(price.getLongContextInput(), baseInput);
            output = or(price.getLongContextOutput(), baseOutput);
        }
        long cached = usage.getCachedInputTokens();
        long written = usage.getCacheWriteTokens();
        long reasoning = usage.getReasoningTokens();
        return part(usage.getInputTokens() - cached - written, input)
                .add(part(cached, or(price.getCachedInput(), input)))
                .add(part(written, or(price.getCacheWrite(), input)))
                .add(part(usage.getOutputTokens() - reasoning, output))
                .add(part(reasoning, or(price.getReasoning(), output)))
                .longValueExact();
    }

    private static long or(@Nullable Long rate, long otherwise) {
        return rate == null ? otherwise : rate;
    }

    private static BigInteger part(long tokens, long rate) {
        return BigInteger.valueOf(tokens)
                .multiply(BigInteger.valueOf(rate))
                .add(MILLION.subtract(BigInteger.ONE))
                .divide(MILLION);
    }
}
