package io.weir.schemas.codec;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.energy.PowerProfile;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tiers, prices and calibrations as declared. */
public final class CatalogueCodec {

    /** Ten thousand dollars per million tokens: above any price, and far below what would overflow a cost. */
    private static final long MAX_RATE = 10_000L * 1_000_000_000L;

    /** Above any context window, and far below what would overflow a hold. */
    private static final long MAX_TOKENS = 1_000_000_000L;

    /** Above what any chat template puts around a message; it counts as often as a query has messages. */
    private static final long MAX_TOKENS_PER_MESSAGE = 10_000;

    /** Watts, processors, gigabytes and usage effectiveness: above any site's. */
    private static final double MAX_POWER = 1e6;

    private static final double MIN_TOKENS_PER_SECOND = 1e-3;

    private CatalogueCodec() {}

    /** @param revision offset of the public record */
    public static Tier tier(io.weir.v1.Tier tier, long revision) {
        if (tier.getModels().size() != 1) {
            throw InvalidRecord.of("models", tier.getModels().size(), "must be exactly one");
        }
        io.weir.v1.Model model = tier.getModels().get(0);
        TierState state = TierState.of(tier.getState())
                .orElseThrow(() -> InvalidRecord.of("state", tier.getState(), "must be active, shadow or draining"));
        if (!tier.getCost().getKind().equals("per_token")) {
            throw InvalidRecord.of("cost.kind", tier.getCost().getKind(), "must be per_token");
        }
        tokens("context_window", model.getContextWindow());
        tokens("max_output_tokens", model.getMaxOutputTokens());
        tokens("template_tokens", model.getTemplateTokens());
        tokens("template_tokens_per_message", model.getTemplateTokensPerMessage(), MAX_TOKENS_PER_MESSAGE);
        try {
            return new Tier(
                    tier.getTier(),
                    model.getModel(),
                    new HashSet<>(model.getCapabilities()),
                    model.getContextWindow(),
                    model.getMaxOutputTokens(),
                    model.getTemplateTokens(),
                    model.getTemplateTokensPerMessage(),
                    state,
                    new HashSet<>(tier.getTags()),
                    power(tier.getPower()),
                    tier.getDeleted(),
                    revision);
        } catch (IllegalArgumentException e) {
            throw InvalidRecord.of("tier", e.getMessage(), "is not a tier");
        }
    }

    public static PowerProfile power(io.weir.v1.PowerProfile power) {
        for (double value : new double[] {
            power.getProcessors(), power.getWattsPerProcessor(), power.getMemoryGigabytes(), power.getPue()
        }) {
            if (value > MAX_POWER) {
                throw InvalidRecord.of("power", value, "must be at most " + MAX_POWER);
            }
        }
        for (double rate : new double[] {power.getPrefillTokensPerSecond(), power.getDecodeTokensPerSecond()}) {
            if (rate > 0 && rate < MIN_TOKENS_PER_SECOND) {
                throw InvalidRecord.of("power", rate, "tokens a second must be 0 or at least " + MIN_TOKENS_PER_SECOND);
            }
        }
        return new PowerProfile(
                power.getProcessors(),
                power.getWattsPerProcessor(),
                power.getUsage(),
                power.getMemoryGigabytes(),
                power.getPue(),
                power.getPrefillTokensPerSecond(),
                power.getDecodeTokensPerSecond());
    }

    private static void tokens(String field, long value) {
        tokens(field, value, MAX_TOKENS);
    }

    private static void tokens(String field, long value, long most) {
        if (value < 0 || value > most) {
            throw InvalidRecord.of(field, value, "must be from 0 to " + most);
        }
    }

    public static Price price(io.weir.v1.Price price) {
        if (!price.getCurrency().equals("USD")) {
            throw InvalidRecord.of("currency", price.getCurrency(), "must be USD, the ledger's currency");
        }
        if (price.getModel().isEmpty() || price.getVersion().isEmpty()) {
            throw InvalidRecord.of("model", price.getModel() + " " + price.getVersion(), "and version must be given");
        }
        long input = required("input", price.getInput());
        long output = required("output", price.getOutput());
        Rates standard = rates(price, input, output);
        Rates batch = rates(
                price,
                or("batch_input", price.getBatchInput(), input),
                or("batch_output", price.getBatchOutput(), output));
        long threshold =
                price.getLongContextThresholdTokens() == null ? Long.MAX_VALUE : price.getLongContextThresholdTokens();
        Rates longContext = rates(
                price,
                or("long_context_input", price.getLongContextInput(), input),
                or("long_context_output", price.getLongContextOutput(), output));
        try {
            return new Price(
                    price.getModel(),
                    Micros.of(price.getValidFrom()),
                    price.getValidTo() == null ? Long.MAX_VALUE : Micros.of(price.getValidTo()),
                    new Tariff(price.getVersion(), standard, threshold, longContext),
                    new Tariff(price.getVersion(), batch, threshold, longContext));
        } catch (IllegalArgumentException e) {
            throw InvalidRecord.of("valid_to", e.getMessage(), "is not a period");
        }
    }

    private static Rates rates(io.weir.v1.Price price, long input, long output) {
        return new Rates(
                input,
                or("cached_input", price.getCachedInput(), input),
                or("cache_write", price.getCacheWrite(), input),
                output,
                or("reasoning", price.getReasoning(), output));
    }

    private static long required(String field, @Nullable Long rate) {
        if (rate == null) {
            throw InvalidRecord.of(field, "null", "must be given: an unknown price is not free");
        }
        return bounded(field, rate);
    }

    private static long or(String field, @Nullable Long rate, long otherwise) {
        return rate == null ? otherwise : bounded(field, rate);
    }

    private static long bounded(String field, long rate) {
        if (rate < 0 || rate > MAX_RATE) {
            throw InvalidRecord.of(field, rate, "must be from 0 to " + MAX_RATE + " nano-dollars per million tokens");
        }
        return rate;
    }

    /** @param revision offset of the public record */
    public static Calibration calibration(io.weir.v1.Calibration calibration, long revision) {
        Map<TierTask, PassPosterior> posteriors = new HashMap<>();
        for (io.weir.v1.PassPosterior posterior : calibration.getPassPosteriors()) {
            try {
                posteriors.put(
                        new TierTask(posterior.getTier(), posterior.getTask()),
                        new PassPosterior(posterior.getAlpha(), posterior.getBeta()));
            } catch (IllegalArgumentException e) {
                throw InvalidRecord.of("pass_posteriors", e.getMessage(), "is not a posterior");
            }
        }
        Map<TierTask, TokenMeans> tokens = new HashMap<>();
        for (io.weir.v1.TokenQuantiles quantiles : calibration.getTokenQuantiles()) {
            if (quantiles.getCount() > 0) {
                tokens.put(new TierTask(quantiles.getTier(), quantiles.getTask()), means(quantiles));
            }
        }
        return new Calibration(calibration.getVersion(), Micros.of(calibration.getAt()), revision, posteriors, tokens);
    }

    private static TokenMeans means(io.weir.v1.TokenQuantiles quantiles) {
        try {
            tokens("token_quantiles.sum_input_tokens", quantiles.getSumInputTokens() / quantiles.getCount());
            tokens("token_quantiles.sum_output_tokens", quantiles.getSumOutputTokens() / quantiles.getCount());
            return new TokenMeans(quantiles.getCount(), quantiles.getSumInputTokens(), quantiles.getSumOutputTokens());
        } catch (IllegalArgumentException e) {
            throw InvalidRecord.of("token_quantiles", e.getMessage(), "are not token means");
        }
    }
}
