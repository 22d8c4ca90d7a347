package io.weir.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.cost.PriceVersion.Conversion;
import org.junit.jupiter.api.Test;

class PriceVersionTest {

    private static final Conversion EURO = new Conversion("EUR", 1_083_700_000L, "2026-10-30");

    @Test
    void aVersionNamesItsCardItsClassAndItsConversion() {
        assertEquals("v1", new PriceVersion("", "v1", false, Conversion.NONE).text());
        assertEquals("v1:batch", new PriceVersion("", "v1", true, Conversion.NONE).text());
        assertEquals("gold/v1", new PriceVersion("gold", "v1", false, Conversion.NONE).text());
        assertEquals("v1+EUR@1.0837@2026-10-30", new PriceVersion("", "v1", false, EURO).text());
        assertEquals("gold/v1:batch+EUR@1.0837@2026-10-30", new PriceVersion("gold", "v1", true, EURO).text());
    }

    @Test
    void aRateIsWrittenExactly() {
        assertEquals(
                "v+JPY@0.006512345@d", new PriceVersion("", "v", false, new Conversion("JPY", 6_512_345, "d")).text());
        assertEquals(
                "v+XAU@4000@d",
                new PriceVersion("", "v", false, new Conversion("XAU", 4_000_000_000_000L, "d")).text());
        assertEquals("v+X@0.000000001@d", new PriceVersion("", "v", false, new Conversion("X", 1, "d")).text());
    }
}
