package io.weir.core.tier;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.calibration.Calibration;
import io.weir.core.cost.Price;
import io.weir.core.cost.Rates;
import io.weir.core.cost.Tariff;
import io.weir.core.sample.TierDraft;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    @Test
    void onlyANewerOffset_isNewer() {
        Tier tier = TierDraft.of("small").revision(5).write();
        Catalogue catalogue = Catalogue.EMPTY.with(tier);
        assertTrue(Catalogue.EMPTY.isNewer(TierDraft.of("small").revision(0).write()));
        assertFalse(catalogue.isNewer(TierDraft.of("small").revision(4).write()));
        assertFalse(catalogue.isNewer(tier));
        assertTrue(catalogue.isNewer(TierDraft.of("small").revision(6).write()));
    }

    @Test
    void eachChange_isARevision_andLeavesTheRest() {
        Tier tier = TierDraft.of("small").write();
        Calibration calibration = new Calibration("c1", 0, 1, Map.of(), Map.of(), Map.of());
        Tariff tariff = Tariff.flat("v1", Rates.of(1, 1));
        Catalogue catalogue = Catalogue.EMPTY
                .with(tier)
                .with(Price.listed("m", 0, 100, 1, tariff, tariff), 0)
                .with(calibration);
        assertEquals(3, catalogue.revision());
        assertEquals(Map.of("small", tier), catalogue.tiers());
        assertEquals(
                "v1",
                catalogue.prices().inForce(Price.PUBLIC, "m", 0).orElseThrow().version());
        assertEquals(calibration, catalogue.calibration());
    }

    @Test
    void tiers_standInOrderOfName() {
        Catalogue catalogue = Catalogue.EMPTY
                .with(TierDraft.of("b").write())
                .with(TierDraft.of("c").write())
                .with(TierDraft.of("a").write());
        assertEquals(List.of("a", "b", "c"), List.copyOf(catalogue.tiers().keySet()));
    }
}
