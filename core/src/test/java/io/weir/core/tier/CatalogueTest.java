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
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CatalogueTest {

    private static Price price(String version, long from, long to) {
        Tariff tariff = Tariff.flat(version, Rates.of(1, 1));
        return new Price("m", from, to, tariff, tariff);
    }

    private static String inForce(Catalogue catalogue, long at) {
        return catalogue.price("m", at).map(price -> price.standard().version()).orElse("unknown");
    }

    @Test
    void anUnknownPrice_isEmpty_neverFree() {
        assertEquals(Optional.empty(), Catalogue.EMPTY.price("m", 0));
        assertEquals("unknown", inForce(Catalogue.EMPTY.with(price("v1", 10, 20), 1), 9));
        assertEquals("unknown", inForce(Catalogue.EMPTY.with(price("v1", 10, 20), 1), 20));
    }

    @Test
    void theNewestValidVersion_isInForce() {
        Catalogue catalogue =
                Catalogue.EMPTY.with(price("v1", 0, Long.MAX_VALUE), 1).with(price("v2", 10, 20), 2);
        assertEquals("v1", inForce(catalogue, 9));
        assertEquals("v2", inForce(catalogue, 10));
        assertEquals("v2", inForce(catalogue, 19));
        assertEquals("v1", inForce(catalogue, 20));
    }

    @Test
    void aVersionDeclaredAgain_replacesItself() {
        Catalogue catalogue = Catalogue.EMPTY
                .with(price("v1", 0, 100), 1)
                .with(price("v2", 0, 50), 2)
                .with(price("v1", 0, 10), 3);
        assertEquals(2, catalogue.prices().get("m").size());
        assertEquals("v1", inForce(catalogue, 9));
        assertEquals("v2", inForce(catalogue, 10));
    }

    @Test
    void sixteenVersions_areKept() {
        Catalogue catalogue = Catalogue.EMPTY;
        for (int i = 1; i <= 17; i++) {
            catalogue = catalogue.with(price("v" + i, 0, 100), i);
            assertEquals(Math.min(i, 16), catalogue.prices().get("m").size());
        }
        assertEquals("v2", catalogue.prices().get("m").get(0).standard().version());
        assertEquals("v17", inForce(catalogue, 0));
    }

    @Test
    void onlyANewerOffset_isNewer() {
        Tier tier = TierDraft.of("small").revision(5).write();
        Catalogue catalogue = Catalogue.EMPTY.with(tier).with(price("v1", 0, 100), 5);
        assertTrue(Catalogue.EMPTY.isNewer(TierDraft.of("small").revision(0).write()));
        assertFalse(catalogue.isNewer(TierDraft.of("small").revision(4).write()));
        assertFalse(catalogue.isNewer(tier));
        assertTrue(catalogue.isNewer(TierDraft.of("small").revision(6).write()));
        assertTrue(Catalogue.EMPTY.isNewer("m", 0));
        assertFalse(catalogue.isNewer("m", 4));
        assertFalse(catalogue.isNewer("m", 5));
        assertTrue(catalogue.isNewer("m", 6));
        assertTrue(catalogue.isNewer("other", 0));
    }

    @Test
    void eachChange_isARevision_andLeavesTheRest() {
        Tier tier = TierDraft.of("small").write();
        Calibration calibration = new Calibration("c1", 0, 1, Map.of(), Map.of());
        Catalogue catalogue =
                Catalogue.EMPTY.with(tier).with(price("v1", 0, 100), 1).with(calibration);
        assertEquals(3, catalogue.revision());
        assertEquals(Map.of("small", tier), catalogue.tiers());
        assertEquals("v1", inForce(catalogue, 0));
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
