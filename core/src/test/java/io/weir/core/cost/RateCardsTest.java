package io.weir.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateCardsTest {

    private static final long OPEN = Long.MAX_VALUE;

    private static Price price(String version, long from, long to, long revision) {
        Tariff tariff = Tariff.flat(version, Rates.of(1, 1));
        return Price.listed("m", from, to, revision, tariff, tariff);
    }

    private static Price onCard(String card, String version, long from, long to) {
        Tariff tariff = Tariff.flat(version, Rates.of(1, 1));
        return new Price("m", card, from, to, Price.KNOWN_WHEN_APPLIED, 1, tariff, tariff);
    }

    private static Price knownAt(String version, long from, long knownAt, long revision) {
        Tariff tariff = Tariff.flat(version, Rates.of(1, 1));
        return new Price("m", Price.PUBLIC, from, OPEN, knownAt, revision, tariff, tariff);
    }

    private static String inForce(RateCards cards, String card, long at) {
        return cards.inForce(card, "m", at).map(Price::version).orElse("unknown");
    }

    private static String inForce(RateCards cards, long at) {
        return inForce(cards, Price.PUBLIC, at);
    }

    private static List<String> kept(RateCards cards) {
        return cards.versions(Price.PUBLIC, "m").prices().stream()
                .map(Price::version)
                .toList();
    }

    @Test
    void anUnknownPrice_isEmpty_neverFree() {
        RateCards cards = RateCards.NONE.with(price("v1", 10, 20, 1), 0);
        assertEquals(Optional.empty(), RateCards.NONE.inForce(Price.PUBLIC, "m", 0));
        assertEquals("unknown", inForce(cards, 9));
        assertEquals("v1", inForce(cards, 10));
        assertEquals("v1", inForce(cards, 19));
        assertEquals("unknown", inForce(cards, 20));
        assertEquals(Optional.empty(), cards.inForce(Price.PUBLIC, "other", 10));
    }

    @Test
    void ofVersionsValidAtOnce_theLastKnownIsInForce() {
        RateCards cards = RateCards.NONE.with(price("v1", 0, OPEN, 1), 0).with(price("v2", 10, 20, 2), 1);
        assertEquals("v1", inForce(cards, 9));
        assertEquals("v2", inForce(cards, 10));
        assertEquals("v2", inForce(cards, 19));
        assertEquals("v1", inForce(cards, 20));
    }

    /** A list that names the next price first means the same as one that names it last. */
    @Test
    void ofVersionsKnownAtOnce_theLastToBeginIsInForce_whateverTheirOrder() {
        RateCards cards = RateCards.NONE.with(price("june", 60, OPEN, 1), 5).with(price("may", 50, OPEN, 2), 5);
        assertEquals("may", inForce(cards, 59));
        assertEquals("june", inForce(cards, 60));
    }

    @Test
    void aPriceThatWasKnownEarlier_doesNotReplaceALaterOne_whenItComesLate() {
        RateCards cards = RateCards.NONE.with(knownAt("new", 0, 20, 1), 30).with(knownAt("old", 5, 19, 2), 40);
        assertEquals("new", inForce(cards, 40));
        assertEquals(
                "old",
                inForce(RateCards.NONE.with(knownAt("new", 0, 20, 1), 30).with(knownAt("old", 5, 21, 2), 40), 40));
    }

    /** A clock that is ahead must not leave a model without a price. */
    @Test
    void aPriceIsKnownByTheTimeThatItIsApplied() {
        RateCards cards = RateCards.NONE.with(knownAt("v1", 0, 1_000, 1), 30);
        assertEquals("v1", inForce(cards, 30));
        assertEquals(30, cards.inForce(Price.PUBLIC, "m", 30).orElseThrow().knownAtMicros());
        assertEquals("v2", inForce(cards.with(knownAt("v2", 0, 1_000, 2), 31), 31));
    }

    @Test
    void aVersionDeclaredAgain_replacesItself_andStaysKnownSinceTheFirstTime() {
        RateCards cards = RateCards.NONE
                .with(price("v1", 0, 100, 1), 5)
                .with(price("v2", 0, 50, 2), 6)
                .with(price("v1", 0, 60, 3), 7);
        assertEquals(List.of("v1", "v2"), kept(cards));
        assertEquals("v2", inForce(cards, 49));
        assertEquals("v1", inForce(cards, 59));
        assertEquals("unknown", inForce(cards, 60));
    }

    @Test
    void aCard_goesBeforeThePublicOne_andFallsBackToIt() {
        RateCards cards = RateCards.NONE.with(price("v1", 0, 100, 1), 0).with(onCard("gold", "gold/v1", 10, 20), 0);
        assertEquals("v1", inForce(cards, "gold", 9));
        assertEquals("gold/v1", inForce(cards, "gold", 10));
        assertEquals("v1", inForce(cards, "gold", 20));
        assertEquals("v1", inForce(cards, "no such card", 10));
        assertEquals("v1", inForce(cards, 10));
        assertEquals("unknown", inForce(cards, "gold", 100));
    }

    @Test
    void aPriceOfACardAlone_isNoPublicPrice() {
        RateCards cards = RateCards.NONE.with(onCard("gold", "gold/v1", 0, OPEN), 0);
        assertEquals("gold/v1", inForce(cards, "gold", 1));
        assertEquals("unknown", inForce(cards, 1));
        assertEquals("unknown", inForce(cards, "silver", 1));
    }

    @Test
    void sixteenVersions_areKept_ofEachCard() {
        RateCards cards = RateCards.NONE.with(onCard("gold", "gold/v1", 0, OPEN), 0);
        for (int i = 1; i <= 17; i++) {
            cards = cards.with(price("v" + i, 0, 100, i), i);
            assertEquals(Math.min(i, 16), kept(cards).size());
        }
        assertEquals("v2", kept(cards).get(0));
        assertEquals("v17", inForce(cards, 17));
        assertEquals("gold/v1", inForce(cards, "gold", 17));
    }

    /** A year and more of prices, declared ahead. */
    @Test
    void pricesOfTheFuture_doNotTakeAwayTheOneInForce() {
        RateCards cards = RateCards.NONE.with(price("now", 0, OPEN, 0), 5);
        for (int month = 1; month <= 20; month++) {
            cards = cards.with(price("m" + month, month * 10L, month * 10L + 10, month), 5);
        }
        assertEquals(16, kept(cards).size());
        assertEquals("now", inForce(cards, 5));
        assertEquals("m15", inForce(cards, 155));
        assertEquals("now", inForce(cards, 165));
    }

    @Test
    void theVersionThatEndedFirst_isTheFirstToGo() {
        RateCards cards = RateCards.NONE.with(price("now", 0, 1_000, 0), 0);
        for (int i = 1; i <= 15; i++) {
            cards = cards.with(price("v" + i, 0, i == 7 ? 10 : 20, i), 0);
        }
        cards = cards.with(price("next", 100, 200, 16), 30);
        assertEquals(16, kept(cards).size());
        assertFalse(kept(cards).contains("v7"));
        assertTrue(kept(cards).containsAll(List.of("now", "v1", "next")));
    }

    @Test
    void whatEndedBeforeTheHorizon_goesWithTheNextChange() {
        long day = 86_400_000_000L;
        RateCards cards = RateCards.NONE.with(price("old", 0, day, 1), 0).with(price("kept", 0, day + 1, 2), 0);
        assertEquals(
                List.of("kept", "now"),
                kept(cards.with(price("now", day, OPEN, 3), day + RateCards.KEPT_AFTER_END_MICROS)));
    }

    @Test
    void aRepeatIsNoNews_evenOfWhatIsKeptNoMore() {
        RateCards cards = RateCards.NONE;
        for (int i = 1; i <= 17; i++) {
            cards = cards.with(price("v" + i, 0, 100, i), i);
        }
        assertFalse(cards.isNewer(price("v17", 0, 100, 17)));
        assertFalse(cards.isNewer(price("v17", 0, 100, 16)));
        assertFalse(cards.isNewer(price("v1", 0, 100, 1)));
        assertTrue(cards.isNewer(price("v17", 0, 100, 18)));
        assertTrue(cards.isNewer(price("v18", 0, 100, 18)));
        assertTrue(cards.isNewer(onCard("gold", "v1", 0, 100)));
    }
}
