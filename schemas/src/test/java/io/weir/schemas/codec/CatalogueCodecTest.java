package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.price;
import static io.weir.schemas.codec.Samples.tier;
import static io.weir.schemas.codec.Samples.violation;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.v1.Calibration;
import io.weir.v1.Model;
import io.weir.v1.Price;
import io.weir.v1.Tier;
import io.weir.v1.TokenQuantiles;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueCodecTest {

    private static final long MOST_RATE = 10_000_000_000_000L;

    private static void refusedTier(String field, Consumer<Tier> change) {
        Tier tier = tier();
        change.accept(tier);
        assertEquals(field, violation(() -> CatalogueCodec.tier(tier, 1)).field());
    }

    private static void refusedPrice(String field, String value, Consumer<Price> change) {
        Price price = price();
        change.accept(price);
        assertRefused(field, value, () -> CatalogueCodec.price(price));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Small", "a_b", "a.b", "12345678901234567890123456789012345678901"})
    void aTierIsNamedSoThatTopicsCanBe(String name) {
        refusedTier("tier", tier -> tier.setTier(name));
    }

    @Test
    void aTierIsRefusedByWhatIsNotServed() {
        refusedTier("models", tier -> tier.setModels(List.of()));
        refusedTier(
                "models",
                tier -> tier.setModels(
                        List.of(tier.getModels().get(0), tier.getModels().get(0))));
        refusedTier("state", tier -> tier.setState("gone"));
        refusedTier("cost.kind", tier -> tier.getCost().setKind("pool"));
        refusedTier("tier", tier -> tier.getModels().get(0).setContextWindow(0));
        refusedTier(
                "template_tokens_per_message", tier -> tier.getModels().get(0).setTemplateTokensPerMessage(10_001L));
        refusedTier("template_tokens", tier -> tier.getModels().get(0).setTemplateTokens(-1));
        refusedTier("template_tokens", tier -> tier.getModels().get(0).setTemplateTokens(1_000_000_001L));
        refusedTier("power", tier -> tier.getPower().setDecodeTokensPerSecond(1e-300));
        refusedTier("power", tier -> tier.getPower().setWattsPerProcessor(1e7));
        refusedTier("tier", tier -> tier.getPower().setPue(0.9));
        refusedTier("tier", tier -> tier.getPower().setUsage(Double.NaN));
    }

    @Test
    void aTierReachesCoreWhole() {
        Tier tier = tier();
        Model model = tier.getModels().get(0);
        model.setCapabilities(List.of("tools"));
        model.setMaxOutputTokens(1);
        model.setTemplateTokens(2);
        model.setTemplateTokensPerMessage(3);
        tier.setTags(List.of("eu"));
        tier.setState("draining");
        tier.setDeleted(true);
        tier.getPower().setWattsPerProcessor(250);

        var core = CatalogueCodec.tier(tier, 9);

        assertEquals(
                new io.weir.core.tier.Tier(
                        "small",
                        "small-1",
                        java.util.Set.of("tools"),
                        8_192,
                        1,
                        2,
                        3,
                        io.weir.core.tier.TierState.DRAINING,
                        java.util.Set.of("eu"),
                        new io.weir.core.energy.PowerProfile(1, 250, 1, 0, 1, 0, 0),
                        true,
                        9),
                core);
    }

    /** An unknown price is an error, never 0. */
    @Test
    void inputAndOutputMustBePriced() {
        refusedPrice("input", "null", price -> price.setInput(null));
        refusedPrice("output", "null", price -> price.setOutput(null));
    }

    @Test
    void aRateIsFrom0ToAMillionDollars() {
        Price free = price();
        free.setInput(0L);
        free.setOutput(MOST_RATE);
        assertEquals(0, CatalogueCodec.price(free).standard().base().input());
        refusedPrice("input", "-1", price -> price.setInput(-1L));
        refusedPrice("output", "10000000000001", price -> price.setOutput(MOST_RATE + 1));
        refusedPrice("cached_input", "-1", price -> price.setCachedInput(-1L));
        refusedPrice("cache_write", "-1", price -> price.setCacheWrite(-1L));
        refusedPrice("reasoning", "-1", price -> price.setReasoning(-1L));
        refusedPrice("batch_input", "-1", price -> price.setBatchInput(-1L));
        refusedPrice("batch_output", "-1", price -> price.setBatchOutput(-1L));
        refusedPrice("long_context_input", "-1", price -> price.setLongContextInput(-1L));
        refusedPrice("long_context_output", "-1", price -> price.setLongContextOutput(-1L));
    }

    @Test
    void aPriceIsInDollarsNamedAndOfSomePeriod() {
        refusedPrice("currency", "EUR", price -> price.setCurrency("EUR"));
        refusedPrice("model", " 2026-01", price -> price.setModel(""));
        refusedPrice("model", "small-1 ", price -> price.setVersion(""));
        refusedPrice(
                "valid_to",
                "price of small-1: valid_to 0 is not after valid_from 0",
                price -> price.setValidTo(Instant.EPOCH));
    }

    @Test
    void anyTimeOfTheWireIsTakenOrRefused() {
        Price price = price();
        price.setValidFrom(Micros.instant(Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, CatalogueCodec.price(price).validFromMicros());
        Calibration calibration = Calibration.newBuilder().setVersion("1").build();
        calibration.setAt(Micros.instant(Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, CatalogueCodec.calibration(calibration, 1).atMicros());
    }

    @Test
    void componentsWithoutARateTakeTheOneTheyArePartOf() {
        assertEquals(
                Tariff.flat("2026-01", Rates.of(100_000_000L, 400_000_000L)),
                CatalogueCodec.price(price()).standard());
    }

    @Test
    void eachComponentKeepsItsRate() {
        Price price = price();
        price.setCachedInput(1L);
        price.setCacheWrite(2L);
        price.setReasoning(3L);
        price.setBatchInput(4L);
        price.setBatchOutput(5L);
        price.setLongContextThresholdTokens(6L);
        price.setLongContextInput(7L);
        price.setLongContextOutput(8L);

        var core = CatalogueCodec.price(price);

        Rates longContext = new Rates(7, 1, 2, 8, 3);
        assertEquals(
                new Tariff("2026-01", new Rates(100_000_000L, 1, 2, 400_000_000L, 3), 6, longContext), core.standard());
        assertEquals(new Tariff("2026-01", new Rates(4, 1, 2, 5, 3), 6, longContext), core.batch());
    }

    @Test
    void aCalibrationKeepsPosteriorsAndTheTokensThatWereSeen() {
        Calibration calibration = Calibration.newBuilder()
                .setVersion("v")
                .setPassPosteriors(List.of(new io.weir.v1.PassPosterior("t", "small", 2.0, 3.0, 3L)))
                .setTokenQuantiles(List.of(
                        new TokenQuantiles("t", "small", 2L, 0L, 0L, 0L, 30L, 50L),
                        new TokenQuantiles("t", "large", 0L, 0L, 0L, 0L, 0L, 0L)))
                .build();

        var core = CatalogueCodec.calibration(calibration, 4);

        TierTask key = new TierTask("small", "t");
        assertEquals(Map.of(key, new PassPosterior(2, 3)), core.posteriors());
        assertEquals(Map.of(key, new TokenMeans(2, 50, 30)), core.tokens());
        assertEquals(4, core.revision());
    }

    @Test
    void aCalibrationThatIsNoneIsRefusedByName() {
        for (double alpha : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            Calibration calibration = Calibration.newBuilder()
                    .setVersion("v")
                    .setPassPosteriors(List.of(new io.weir.v1.PassPosterior("t", "small", alpha, 1.0, 3L)))
                    .build();
            assertEquals(
                    "pass_posteriors",
                    violation(() -> CatalogueCodec.calibration(calibration, 1)).field());
        }
        Calibration calibration = Calibration.newBuilder()
                .setVersion("v")
                .setTokenQuantiles(List.of(new TokenQuantiles("t", "small", 2L, 0L, 0L, 0L, -30L, 50L)))
                .build();
        assertEquals(
                "token_quantiles.sum_output_tokens",
                violation(() -> CatalogueCodec.calibration(calibration, 1)).field());
    }
}
