package io.weir.infra.local.check;

import io.weir.v1.Outcome;
import io.weir.v1.Price;
import io.weir.v1.Usage;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Usage times price, by the contract of {@link Price}; the checker's own sums. */
final class Costs {

    private static final BigInteger MILLION = BigInteger.valueOf(1_000_000);
    private static final BigInteger NANO = BigInteger.valueOf(1_000_000_000);

    private final Price price;
    private final boolean batch;

    private Costs(Price price, boolean batch) {
        this.price = price;
        this.batch = batch;
    }

    /** What an attempt is billed at a price. */
    static Costs at(Price price, boolean batch) {
        return new Costs(price, batch);
    }

    /** The version of a price as outcomes and entries name it: {@code [CARD/]VERSION[:batch][+CURRENCY@RATE@DATE]}. */
    String version() {
        Long rate = price.getConversionNanodollarsPerUnit();
        return (price.getRateCard().isEmpty() ? "" : price.getRateCard() + "/")
                + price.getVersion()
                + (batch ? ":batch" : "")
                + (rate == null
                        ? ""
                        : "+" + price.getCurrency() + "@"
                                + BigDecimal.valueOf(rate, 9)
                                        .stripTrailingZeros()
                                        .toPlainString() + "@"
                                + price.getConversionDate());
    }

    /**
     * Cost in nano-dollars of an outcome: each component rounded up, and the price of a request where an engine has spent
     * anything.
     *
     * @throws ArithmeticException if it does not fit in 64 bits
     */
    long of(Outcome outcome) {
        Usage usage = outcome.getUsage();
        boolean answered =
                outcome.getStatus().equals("answered") || outcome.getStatus().equals("truncated");
        boolean spent = answered
                || usage.getInputTokens() > 0
                || usage.getOutputTokens() > 0
                || outcome.getEnergyMillijoules() > 0;
        Long request = batch ? first(price.getBatchRequest(), price.getRequest()) : price.getRequest();
        BigInteger perRequest = spent && request != null ? dollars(request) : BigInteger.ZERO;
        return tokens(usage).add(perRequest).longValueExact();
    }

    private BigInteger tokens(Usage usage) {
        Long threshold = price.getLongContextThresholdTokens();
        boolean longContext = threshold != null && usage.getInputTokens() > threshold;
        Long input = price.getInput();
        Long output = price.getOutput();
        Long cached = price.getCachedInput();
        Long written = price.getCacheWrite();
        Long reasoning = price.getReasoning();
        if (longContext) {
            input = first(price.getLongContextInput(), input);
            output = first(price.getLongContextOutput(), output);
            cached = first(price.getLongContextCachedInput(), cached);
            written = first(price.getLongContextCacheWrite(), written);
            reasoning = first(price.getLongContextReasoning(), reasoning);
        }
        if (batch) {
            input = first(longContext ? price.getBatchLongContextInput() : price.getBatchInput(), input);
            output = first(longContext ? price.getBatchLongContextOutput() : price.getBatchOutput(), output);
            cached = first(longContext ? price.getBatchLongContextCachedInput() : price.getBatchCachedInput(), cached);
            written = first(longContext ? price.getBatchLongContextCacheWrite() : price.getBatchCacheWrite(), written);
            reasoning =
                    first(longContext ? price.getBatchLongContextReasoning() : price.getBatchReasoning(), reasoning);
        }
        long plainInput = usage.getInputTokens() - usage.getCachedInputTokens() - usage.getCacheWriteTokens();
        return part(plainInput, input)
                .add(part(usage.getCachedInputTokens(), first(cached, input)))
                .add(part(usage.getCacheWriteTokens(), first(written, input)))
                .add(part(usage.getOutputTokens() - usage.getReasoningTokens(), output))
                .add(part(usage.getReasoningTokens(), first(reasoning, output)));
    }

    private static @Nullable Long first(@Nullable Long own, @Nullable Long otherwise) {
        return own == null ? otherwise : own;
    }

    private BigInteger part(long tokens, @Nullable Long rate) {
        return up(BigInteger.valueOf(tokens).multiply(dollars(rate == null ? 0 : rate)), MILLION);
    }

    private BigInteger dollars(long amount) {
        Long rate = price.getConversionNanodollarsPerUnit();
        BigInteger value = BigInteger.valueOf(amount);
        return rate == null ? value : up(value.multiply(BigInteger.valueOf(rate)), NANO);
    }

    private static BigInteger up(BigInteger product, BigInteger per) {
        return product.add(per.subtract(BigInteger.ONE)).divide(per);
    }
}
