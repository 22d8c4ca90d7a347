package io.weir.schemas.codec;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.energy.PowerProfile;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierState;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;

/** Tiers and calibrations as declared. */
public final class CatalogueCodec {

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
        Map<TierTask, TokenCeilings> ceilings = new HashMap<>();
        for (io.weir.v1.TokenQuantiles quantiles : calibration.getTokenQuantiles()) {
            if (quantiles.getCount() > 0) {
                TierTask slice = new TierTask(quantiles.getTier(), quantiles.getTask());
                tokens.put(slice, means(quantiles));
                ceilings.put(slice, ceilings(quantiles));
            }
        }
        return new Calibration(
                calibration.getVersion(), Micros.of(calibration.getAt()), revision, posteriors, tokens, ceilings);
    }

    private static TokenCeilings ceilings(io.weir.v1.TokenQuantiles quantiles) {
        Map<Integer, TokenCeilings.Level> bySize = new HashMap<>();
        for (io.weir.v1.TokenSize size : quantiles.getSizes()) {
            if (size.getSize() < 0 || size.getSize() > TokenCeilings.LARGEST_SIZE) {
                String range = "must be from 0 to " + TokenCeilings.LARGEST_SIZE;
                throw InvalidRecord.of("token_quantiles.sizes.size", size.getSize(), range);
            }
            TokenCeilings.Level level = level("token_quantiles.sizes", size.getCount(), size.getCeilingOutputTokens());
            if (bySize.put(size.getSize(), level) != null) {
                throw InvalidRecord.of("token_quantiles.sizes.size", size.getSize(), "must be there once");
            }
        }
        // A calibration of an older job has no ceilings: the default stands.
        long known = quantiles.getCeilingOutputTokens() > 0 ? quantiles.getCount() : 0;
        return new TokenCeilings(level("token_quantiles", known, quantiles.getCeilingOutputTokens()), bySize);
    }

    private static TokenCeilings.Level level(String field, long count, long outputTokens) {
        tokens(field + ".ceiling_output_tokens", outputTokens);
        if (count < 0) {
            throw InvalidRecord.of(field + ".count", count, "must not be negative");
        }
        return new TokenCeilings.Level(count, outputTokens);
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
