package io.weir.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TariffTest {

    private static final Tariff LONG =
            new Tariff("v1", Rates.of(1_000_000, 2_000_000), 100, Rates.of(3_000_000, 4_000_000));

    @Test
    void inputAboveTheThreshold_makesAllOfItLongContext_andTheOutputToo() {
        assertEquals(100 + 2 * 10, LONG.costNanodollars(Usage.of(100, 10), 1));
        assertEquals(3 * 101 + 4 * 10, LONG.costNanodollars(Usage.of(101, 10), 1));
    }

    @Test
    void aCeiling_isTheDearerOfBoth_onceTheInputCouldBeLong() {
        assertEquals(LONG.base().ceilingNanodollars(100, 10), LONG.ceilingNanodollars(100, 10));
        assertEquals(LONG.longContext().ceilingNanodollars(101, 10), LONG.ceilingNanodollars(101, 10));
        Tariff cheaperWhenLong = new Tariff("v1", Rates.of(3_000_000, 1), 100, Rates.of(1_000_000, 1));
        assertEquals(cheaperWhenLong.base().ceilingNanodollars(101, 0), cheaperWhenLong.ceilingNanodollars(101, 0));
    }

    @Test
    void aCeiling_boundsTheCost_onBothSidesOfTheThreshold() {
        Random random = new Random(5);
        for (int i = 0; i < 5_000; i++) {
            Tariff tariff = new Tariff(
                    "v1",
                    Rates.of(random.nextInt(2_000_000), random.nextInt(2_000_000)),
                    random.nextInt(60),
                    Rates.of(random.nextInt(2_000_000), random.nextInt(2_000_000)));
            long input = random.nextInt(100);
            long output = random.nextInt(100);
            Usage usage = Usage.of(random.nextInt((int) input + 1), random.nextInt((int) output + 1));
            assertTrue(
                    tariff.costNanodollars(usage, 1) <= tariff.ceilingNanodollars(input, output), tariff + " " + usage);
        }
    }

    @Test
    void aFlatTariff_hasNoThreshold() {
        Tariff flat = Tariff.flat("v1", Rates.of(1_000_000, 0));
        assertEquals(1_000_000_000L, flat.costNanodollars(Usage.of(1_000_000_000L, 0), 1));
    }

    @Test
    void aPrice_isValidFromItsStart_toJustBeforeItsEnd() {
        Price price = Price.listed("m", 10, 20, 0, LONG, Tariff.flat("b", Rates.of(1, 1)));
        assertFalse(price.validAt(9));
        assertTrue(price.validAt(10));
        assertTrue(price.validAt(19));
        assertFalse(price.validAt(20));
        assertEquals("v1", price.tariff(false).version());
        assertEquals("b", price.tariff(true).version());
    }

    @Test
    void aPrice_mustEndAfterItStarts() {
        assertEquals(11, Price.listed("m", 10, 11, 0, LONG, LONG).validToMicros());
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> Price.listed("m", 10, 10, 0, LONG, LONG));
        assertTrue(refused.getMessage().contains("valid_to 10"));
    }
}
