package io.weir.router.state;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Price;
import io.weir.core.energy.PowerProfile;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierHealth;
import io.weir.core.tier.TierState;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Stored form of the catalogue and of tiers' health. */
final class CatalogueState {

    private static final int VERSION = 1;

    private CatalogueState() {}

    static byte[] health(TierHealth health) {
        return new ByteWriter()
                .ints(VERSION)
                .ints(health.errorsInRow())
                .longs(health.probedMicros())
                .bytes();
    }

    static TierHealth health(byte[] bytes) {
        ByteReader in = LedgerState.versioned(bytes);
        return new TierHealth(in.ints(), in.longs());
    }

    static byte[] catalogue(Catalogue catalogue) {
        ByteWriter out = new ByteWriter().ints(VERSION).longs(catalogue.revision());
        out.list(catalogue.tiers().values(), tier -> tier(out, tier));
        out.list(catalogue.prices().entrySet(), entry -> out.text(entry.getKey())
                .list(entry.getValue(), price -> price(out, price)));
        out.list(catalogue.priceRevisions().entrySet(), entry -> out.text(entry.getKey())
                .longs(entry.getValue()));
        calibration(out, catalogue.calibration());
        return out.bytes();
    }

    static Catalogue catalogue(byte[] bytes) {
        ByteReader in = LedgerState.versioned(bytes);
        long revision = in.longs();
        Map<String, Tier> tiers = new TreeMap<>();
        in.list(() -> tier(in)).forEach(tier -> tiers.put(tier.name(), tier));
        Map<String, List<Price>> prices = new TreeMap<>();
        for (int i = in.ints(); i > 0; i--) {
            prices.put(in.text(), List.copyOf(in.list(() -> price(in))));
        }
        Map<String, Long> revisions = new TreeMap<>();
        for (int i = in.ints(); i > 0; i--) {
            revisions.put(in.text(), in.longs());
        }
        return new Catalogue(revision, tiers, prices, revisions, calibration(in));
    }

    private static void tier(ByteWriter out, Tier tier) {
        PowerProfile power = tier.power();
        out.text(tier.name())
                .text(tier.model())
                .texts(tier.capabilities())
                .longs(
                        tier.contextWindow(),
                        tier.maxOutputTokens(),
                        tier.templateTokens(),
                        tier.templateTokensPerMessage())
                .text(tier.state().wireName())
                .texts(tier.tags())
                .doubles(
                        power.processors(),
                        power.wattsPerProcessor(),
                        power.usage(),
                        power.memoryGigabytes(),
                        power.pue(),
                        power.prefillTokensPerSecond(),
                        power.decodeTokensPerSecond())
                .bool(tier.deleted())
                .longs(tier.revision());
    }

    private static Tier tier(ByteReader in) {
        return new Tier(
                in.text(),
                in.text(),
                in.textSet(),
                in.longs(),
                in.longs(),
                in.longs(),
                in.longs(),
                TierState.of(in.text()).orElseThrow(),
                in.textSet(),
                new PowerProfile(
                        in.doubles(),
                        in.doubles(),
                        in.doubles(),
                        in.doubles(),
                        in.doubles(),
                        in.doubles(),
                        in.doubles()),
                in.bool(),
                in.longs());
    }

    private static void price(ByteWriter out, Price price) {
        out.text(price.model()).longs(price.validFromMicros(), price.validToMicros());
        LedgerState.tariff(out, price.standard());
        LedgerState.tariff(out, price.batch());
    }

    private static Price price(ByteReader in) {
        return new Price(in.text(), in.longs(), in.longs(), LedgerState.tariff(in), LedgerState.tariff(in));
    }

    private static void calibration(ByteWriter out, Calibration calibration) {
        out.text(calibration.version()).longs(calibration.atMicros(), calibration.revision());
        out.list(calibration.posteriors().entrySet(), entry -> out.text(
                        entry.getKey().tier())
                .text(entry.getKey().task())
                .doubles(entry.getValue().alpha(), entry.getValue().beta()));
        out.list(calibration.tokens().entrySet(), entry -> out.text(
                        entry.getKey().tier())
                .text(entry.getKey().task())
                .longs(
                        entry.getValue().count(),
                        entry.getValue().sumInputTokens(),
                        entry.getValue().sumOutputTokens()));
    }

    private static Calibration calibration(ByteReader in) {
        String version = in.text();
        long at = in.longs();
        long revision = in.longs();
        Map<TierTask, PassPosterior> posteriors = new HashMap<>();
        for (int i = in.ints(); i > 0; i--) {
            posteriors.put(new TierTask(in.text(), in.text()), new PassPosterior(in.doubles(), in.doubles()));
        }
        Map<TierTask, TokenMeans> tokens = new HashMap<>();
        for (int i = in.ints(); i > 0; i--) {
            tokens.put(new TierTask(in.text(), in.text()), new TokenMeans(in.longs(), in.longs(), in.longs()));
        }
        return new Calibration(version, at, revision, posteriors, tokens);
    }
}
