package io.weir.router.state;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Price;
import io.weir.core.cost.RateCards;
import io.weir.core.cost.RateCards.Versions;
import io.weir.core.energy.PowerProfile;
import io.weir.core.tier.Catalogue;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierHealth;
import io.weir.core.tier.TierState;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Stored forms of the catalogue, of tiers' health and of the clock. */
final class CatalogueState {

    static final Form<TierHealth> HEALTH = new Form<>() {
        private static final int VERSION = 2;

        @Override
        public void write(ByteWriter out, TierHealth health) {
            out.tag(VERSION).ints(health.errorsInRow()).longs(health.probedMicros());
        }

        @Override
        public TierHealth read(String tier, ByteReader in) {
            in.version("health", VERSION);
            return new TierHealth(in.ints(), in.longs());
        }
    };

    static final Form<Long> CLOCK = new Form<>() {
        private static final int VERSION = 2;

        @Override
        public void write(ByteWriter out, Long micros) {
            out.tag(VERSION).longs(micros.longValue());
        }

        @Override
        public Long read(String key, ByteReader in) {
            return in.version("clock", VERSION).longs();
        }
    };

    static final Form<Catalogue> CATALOGUE = new Form<>() {
        private static final int VERSION = 4;

        @Override
        public void write(ByteWriter out, Catalogue catalogue) {
            out.tag(VERSION).longs(catalogue.revision());
            out.list(catalogue.tiers().values(), tier -> tier(out, tier));
            out.list(catalogue.prices().byCard().entrySet(), card -> out.text(card.getKey())
                    .list(card.getValue().entrySet(), model -> versions(out.text(model.getKey()), model.getValue())));
            calibration(out, catalogue.calibration());
        }

        @Override
        public Catalogue read(String key, ByteReader in) {
            in.version("catalogue", VERSION);
            long revision = in.longs();
            Map<String, Tier> tiers = new TreeMap<>();
            in.list(() -> tier(in)).forEach(tier -> tiers.put(tier.name(), tier));
            return new Catalogue(revision, tiers, prices(in), calibration(in));
        }
    };

    private CatalogueState() {}

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

    private static RateCards prices(ByteReader in) {
        Map<String, Map<String, Versions>> byCard = new TreeMap<>();
        for (int i = in.ints(); i > 0; i--) {
            String card = in.text();
            Map<String, Versions> byModel = new TreeMap<>();
            for (int j = in.ints(); j > 0; j--) {
                String model = in.text();
                byModel.put(model, new Versions(in.list(() -> price(in, card, model)), in.longs()));
            }
            byCard.put(card, byModel);
        }
        return new RateCards(byCard);
    }

    private static void versions(ByteWriter out, Versions versions) {
        out.list(versions.prices(), price -> price(out, price)).longs(versions.forgotten());
    }

    private static void price(ByteWriter out, Price price) {
        out.longs(price.validFromMicros(), price.validToMicros(), price.knownAtMicros(), price.revision());
        LedgerState.tariff(out, price.standard());
        LedgerState.tariff(out, price.batch());
    }

    private static Price price(ByteReader in, String card, String model) {
        return new Price(
                model,
                card,
                in.longs(),
                in.longs(),
                in.longs(),
                in.longs(),
                LedgerState.tariff(in),
                LedgerState.tariff(in));
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
        out.list(calibration.ceilings().entrySet(), entry -> ceilings(out, entry.getKey(), entry.getValue()));
    }

    private static void ceilings(ByteWriter out, TierTask slice, TokenCeilings ceilings) {
        out.text(slice.tier()).text(slice.task());
        level(out, ceilings.all());
        out.list(ceilings.bySize().entrySet(), size -> {
            out.ints(size.getKey());
            level(out, size.getValue());
        });
    }

    private static void level(ByteWriter out, TokenCeilings.Level level) {
        out.longs(level.count(), level.outputTokens());
    }

    private static TokenCeilings ceilings(ByteReader in) {
        TokenCeilings.Level all = level(in);
        Map<Integer, TokenCeilings.Level> bySize = new HashMap<>();
        for (int i = in.ints(); i > 0; i--) {
            bySize.put(in.ints(), level(in));
        }
        return new TokenCeilings(all, bySize);
    }

    private static TokenCeilings.Level level(ByteReader in) {
        return new TokenCeilings.Level(in.longs(), in.longs());
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
        Map<TierTask, TokenCeilings> ceilings = new HashMap<>();
        for (int i = in.ints(); i > 0; i--) {
            ceilings.put(new TierTask(in.text(), in.text()), ceilings(in));
        }
        return new Calibration(version, at, revision, posteriors, tokens, ceilings);
    }
}
