package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.tier;
import static io.weir.schemas.codec.Samples.violation;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.calibration.PassPosterior;
import io.weir.core.calibration.TierTask;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenMeans;
import io.weir.v1.Calibration;
import io.weir.v1.Model;
import io.weir.v1.Tier;
import io.weir.v1.TokenQuantiles;
import io.weir.v1.TokenSize;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueCodecTest {

    private static void refusedTier(String field, Consumer<Tier> change) {
        Tier tier = tier();
        change.accept(tier);
        assertEquals(field, violation(() -> CatalogueCodec.tier(tier, 1)).field());
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

    @Test
    void anyTimeOfTheWireIsTakenOrRefused() {
        Calibration calibration = Calibration.newBuilder().setVersion("1").build();
        calibration.setAt(Micros.instant(Long.MIN_VALUE));
        assertEquals(Long.MIN_VALUE, CatalogueCodec.calibration(calibration, 1).atMicros());
    }

    @Test
    void aCalibrationKeepsPosteriorsAndTheTokensThatWereSeen() {
        Calibration calibration = Calibration.newBuilder()
                .setVersion("v")
                .setPassPosteriors(List.of(new io.weir.v1.PassPosterior("t", "small", 2.0, 3.0, 3L)))
                .setTokenQuantiles(List.of(
                        new TokenQuantiles("t", "small", 2L, 0L, 0L, 0L, 30L, 50L, 0L, 0L, 0L, List.of()),
                        new TokenQuantiles("t", "large", 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, List.of())))
                .build();

        var core = CatalogueCodec.calibration(calibration, 4);

        TierTask key = new TierTask("small", "t");
        assertEquals(Map.of(key, new PassPosterior(2, 3)), core.posteriors());
        assertEquals(Map.of(key, new TokenMeans(2, 50, 30)), core.tokens());
        assertEquals(4, core.revision());
    }

    @Test
    void ceilingsComeWithTheirSizes_andAnOlderCalibrationHasNone() {
        TokenCeilings ceilings = ceilings(500, new TokenSize(3, 100L, 40L), new TokenSize(4, 100L, 60L));
        assertEquals(new TokenCeilings.Level(200, 500), ceilings.all());
        assertEquals(
                Map.of(3, new TokenCeilings.Level(100, 40), 4, new TokenCeilings.Level(100, 60)), ceilings.bySize());
        assertEquals(TokenCeilings.Level.NONE, ceilings(0).all());
    }

    @Test
    void aWrongCeilingIsRefusedByName() {
        assertEquals(
                "token_quantiles.ceiling_output_tokens",
                violation(() -> ceilings(-1)).field());
        assertEquals("token_quantiles.sizes.size", sizes(new TokenSize(-1, 1L, 1L)));
        assertEquals("token_quantiles.sizes.size", sizes(new TokenSize(33, 1L, 1L)));
        assertEquals("token_quantiles.sizes.size", sizes(new TokenSize(3, 1L, 1L), new TokenSize(3, 1L, 1L)));
        assertEquals("token_quantiles.sizes.count", sizes(new TokenSize(3, -1L, 1L)));
        assertEquals("token_quantiles.sizes.ceiling_output_tokens", sizes(new TokenSize(3, 1L, -1L)));
    }

    private static String sizes(TokenSize... sizes) {
        return violation(() -> ceilings(1, sizes)).field();
    }

    private static TokenCeilings ceilings(long ceiling, TokenSize... sizes) {
        Calibration calibration = Calibration.newBuilder()
                .setVersion("v")
                .setTokenQuantiles(List.of(
                        new TokenQuantiles("t", "small", 200L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, ceiling, List.of(sizes))))
                .build();
        return Objects.requireNonNull(
                CatalogueCodec.calibration(calibration, 4).ceilings().get(new TierTask("small", "t")));
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
                .setTokenQuantiles(
                        List.of(new TokenQuantiles("t", "small", 2L, 0L, 0L, 0L, -30L, 50L, 0L, 0L, 0L, List.of())))
                .build();
        assertEquals(
                "token_quantiles.sum_output_tokens",
                violation(() -> CatalogueCodec.calibration(calibration, 1)).field());
    }
}
