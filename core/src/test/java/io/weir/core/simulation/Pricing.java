package io.weir.core.simulation;

import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.query.OutcomeReport;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** The audit's price of an outcome: decimals, each component rounded up to the nano-dollar. */
final class Pricing {

    private Pricing() {}

    /** Money, tokens, energy, requests. */
    static long[] cost(Tariff tariff, OutcomeReport report) {
        Usage usage = report.usage();
        Rates rates = usage.inputTokens() > tariff.longContextThresholdTokens() ? tariff.longContext() : tariff.base();
        long money =
                component(usage.inputTokens() - usage.cachedInputTokens() - usage.cacheWriteTokens(), rates.input())
                        + component(usage.cachedInputTokens(), rates.cachedInput())
                        + component(usage.cacheWriteTokens(), rates.cacheWrite())
                        + component(usage.outputTokens() - usage.reasoningTokens(), rates.output())
                        + component(usage.reasoningTokens(), rates.reasoning());
        long tokens = usage.inputTokens() + usage.outputTokens();
        boolean spent = report.answered() || tokens > 0 || report.energyMillijoules() > 0;
        return new long[] {
            money + (spent ? tariff.perRequestNanodollars() : 0), tokens, report.energyMillijoules(), spent ? 1 : 0
        };
    }

    private static long component(long tokens, long ratePerMillion) {
        return BigDecimal.valueOf(tokens)
                .multiply(BigDecimal.valueOf(ratePerMillion))
                .movePointLeft(6)
                .setScale(0, RoundingMode.CEILING)
                .longValueExact();
    }
}
