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
        assertEquals("unknown", inForce(Catalogue.EMPTY.with(price("v1", 10, 20), 1, 0), 9));
        assertEquals("unknown", inForce(Catalogue.EMPTY.with(price("v1", 10, 20), 1, 0), 20));
    }

    @Test
    void theNewestValidVersion_isInForce() {
        Catalogue catalogue =
                Catalogue.EMPTY.with(price("v1", 0, Long.MAX_VALUE), 1, 0).with(price("v2", 10, 20), 2, 0);
        assertEquals("v1", inForce(catalogue, 9));
        assertEquals("v2", inForce(catalogue, 10));
        assertEquals("v2", inForce(catalogue, 19));
        assertEquals("v1", inForce(catalogue, 20));
    }

    @Test
    void aVersionDeclaredAgain_replacesItself() {
        Catalogue catalogue = Catalogue.EMPTY
                .with(price("v1", 0, 100), 1, 0)
                .with(price("v2", 0, 50), 2, 0)
                .with(price("v1", 0, 10), 3, 0);
        assertEquals(2, catalogue.prices().get("m").size());
        assertEquals("v1", inForce(catalogue, 9));
        assertEquals("v2", inForce(catalogue, 10));
    }

    @Test
    void sixteenVersions_areKept() {
        Catalogue catalogue = Catalogue.EMPTY;
        for (int i = 1; i <= 17; i++) {
            catalogue = catalogue.with(price("v" + i, 0, 100), i, 0);
            assertEquals(Math.min(i, 16), catalogue.prices().get("m").size());
        }
        assertEquals("v2", catalogue.prices().get("m").get(0).standard().version());
        assertEquals("v17", inForce(catalogue, 0));
    }

    /** A year and more of prices, declared ahead. */
    @Test
    void pricesOfTheFuture_doNotTakeAwayTheOneInForce() {
        Catalogue catalogue = Catalogue.EMPTY.with(price("now", 0, Long.MAX_VALUE), 0, 5);
        for (int month = 1; month <= 20; month++) {
            catalogue = catalogue.with(price("m" + month, month * 10L, month * 10L + 10), month, 5);
        }
        assertEquals(16, catalogue.prices().get("m").size());
        assertEquals("now", inForce(catalogue, 5));
        assertEquals("m15", inForce(catalogue, 155));
        assertEquals("now", inForce(catalogue, 165));
    }

    @Test
    void theVersionThatEndedFirst_isTheFirstToGo() {
        Catalogue catalogue = Catalogue.EMPTY.with(price("now", 0, 1_000), 0, 0);
        for (int i = 1; i <= 15; i++) {
            catalogue = catalogue.with(price("v" + i, 0, i == 7 ? 10 : 20), i, 0);
        }
        catalogue = catalogue.with(price("next", 100, 200), 16, 30);
        List<String> kept = catalogue.prices().get("m").stream()
                .map(price -> price.standard().version())
                .toList();
        assertEquals(16, kept.size());
        assertFalse(kept.contains("v7"));
        assertTrue(kept.containsAll(List.of("now", "v1", "next")));
    }

    @Test
    void onlyANewerOffset_isNewer() {
        Tier tier = TierDraft.of("small").revision(5).write();
        Catalogue catalogue = Catalogue.EMPTY.with(tier).with(price("v1", 0, 100), 5, 0);
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
                Catalogue.EMPTY.with(tier).with(price("v1", 0, 100), 1, 0).with(calibration);
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
