package io.weir.infra.local.stack;

import io.weir.infra.local.config.Declarations;
import io.weir.infra.local.config.StackFile;
import io.weir.infra.local.config.StackFile.TierEntry;
import io.weir.schemas.codec.CatalogueCodec;
import io.weir.workers.TierConfig;
import io.weir.workers.engine.Engine;
import io.weir.workers.engine.OpenAiConfig;
import io.weir.workers.engine.OpenAiEngine;
import io.weir.workers.engine.RecordedEngine;
import io.weir.workers.engine.TokenRate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The engine of each tier of a file. */
final class Engines {

    private Engines() {}

    /** @param base directory that paths in the file are relative to */
    static List<TierConfig> of(StackFile file, String kind, Path base) throws IOException {
        List<TierConfig> tiers = new ArrayList<>();
        for (TierEntry tier : file.tiers()) {
            Engine engine = kind.equals("recorded") ? recorded(file, base) : openAi(tier);
            tiers.add(TierConfig.of(
                    tier.tier(), engine, tier.concurrency(), CatalogueCodec.power(Declarations.power(tier.power()))));
        }
        return tiers;
    }

    private static Engine recorded(StackFile file, Path base) throws IOException {
        if (file.recorded() == null) {
            throw new IllegalArgumentException("recorded: must be given for --engine recorded");
        }
        Map<String, TokenRate> rates = new HashMap<>();
        for (TierEntry tier : file.tiers()) {
            if (tier.power() != null
                    && tier.power().prefillTokensPerSecond() > 0
                    && tier.power().decodeTokensPerSecond() > 0) {
                rates.put(
                        tier.model(),
                        new TokenRate(
                                tier.power().prefillTokensPerSecond(),
                                tier.power().decodeTokensPerSecond()));
            }
        }
        Path outcomes = base.resolve(file.recorded().outcomes());
        return new RecordedEngine(outcomes, rates, file.recorded().latencyScale());
    }

    private static Engine openAi(TierEntry tier) {
        if (tier.baseUrl() == null) {
            throw new IllegalArgumentException("tiers." + tier.tier() + ".base_url must be given for --engine openai");
        }
        OpenAiConfig config = OpenAiConfig.at(tier.baseUrl());
        return new OpenAiEngine(tier.apiKeyEnv() == null ? config : config.withKeyFrom(tier.apiKeyEnv()));
    }
}
