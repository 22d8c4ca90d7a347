package io.weir.core.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RatesTest {

    private static final Rates RATES = new Rates(100_000_000, 10_000_000, 125_000_000, 400_000_000, 600_000_000);

    @Test
    void aListedPrice_isExact() {
        assertEquals(1_000 * 100 + 200 * 400, RATES.costNanodollars(Usage.of(1_000, 200)));
    }

    @Test
    void eachComponent_hasItsRate() {
        assertEquals(10 * 100, RATES.costNanodollars(Usage.of(10, 0)));
        assertEquals(10 * 10, RATES.costNanodollars(new Usage(10, 10, 0, 0, 0)));
        assertEquals(10 * 125, RATES.costNanodollars(new Usage(10, 0, 10, 0, 0)));
        assertEquals(10 * 400, RATES.costNanodollars(Usage.of(0, 10)));
        assertEquals(10 * 600, RATES.costNanodollars(new Usage(0, 0, 0, 10, 10)));
        assertEquals(3 * 100 + 4 * 10 + 5 * 125 + 6 * 400 + 7 * 600, RATES.costNanodollars(new Usage(12, 4, 5, 13, 7)));
    }

    @Test
    void aComponent_isRoundedUpOnce() {
        Rates third = Rates.of(333_333, 1);
        assertEquals(1, third.costNanodollars(Usage.of(1, 0)));
        assertEquals(1, third.costNanodollars(Usage.of(3, 0)), "0.999999 once, not a third thrice");
        assertEquals(2, third.costNanodollars(Usage.of(4, 0)));
        assertEquals(2, third.costNanodollars(Usage.of(1, 1)), "two components, two roundings");
        assertEquals(1, Rates.of(1_000_000, 0).costNanodollars(Usage.of(1, 0)));
    }

    @Test
    void aCeiling_boundsEveryUsageBelowIt_andIsTight() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            Rates rates = new Rates(rate(random), rate(random), rate(random), rate(random), rate(random));
            long input = random.nextInt(40);
            long output = random.nextInt(40);
            long ceiling = rates.ceilingNanodollars(input, output);
            Usage usage = usage(random, input, output);
            assertTrue(rates.costNanodollars(usage) <= ceiling, rates + " " + usage + " costs above " + ceiling);
            long dearest = rates.costNanodollars(new Usage(input, 0, 0, output, 0));
            assertTrue(ceiling >= dearest);
        }
    }

    private static long rate(Random random) {
        return random.nextInt(4) == 0 ? 0 : random.nextInt(3_000_000);
    }

    private static Usage usage(Random random, long mostInput, long mostOutput) {
        long input = random.nextInt((int) mostInput + 1);
        long cached = random.nextInt((int) input + 1);
        long cacheWrite = random.nextInt((int) (input - cached) + 1);
        long output = random.nextInt((int) mostOutput + 1);
        return new Usage(input, cached, cacheWrite, output, random.nextInt((int) output + 1));
    }

    @Test
    void aCeiling_addsARoundingForEachFurtherComponentThatCouldBeThere() {
        Rates odd = Rates.of(999_999, 999_999);
        assertEquals(0, odd.ceilingNanodollars(0, 0));
        assertEquals(1, odd.ceilingNanodollars(1, 0));
        assertEquals(2 + 1, odd.ceilingNanodollars(2, 0));
        assertEquals(3 + 2, odd.ceilingNanodollars(3, 0));
        assertEquals(9 + 2, odd.ceilingNanodollars(9, 0));
        assertEquals(1, odd.ceilingNanodollars(0, 1));
        assertEquals(2 + 1, odd.ceilingNanodollars(0, 2));
        assertEquals(9 + 1, odd.ceilingNanodollars(0, 9));
        assertEquals(0, Rates.of(0, 0).ceilingNanodollars(9, 9));
    }

    @Test
    void aCeiling_ofWholeNanodollarsAToken_roundsNothing() {
        Rates whole = new Rates(3_000_000, 1_000_000, 4_000_000, 5_000_000, 7_000_000);
        assertEquals(9 * 4 + 6 * 7, whole.ceilingNanodollars(9, 6));
        assertEquals(
                9 * 4 + 2 + 6 * 7,
                new Rates(3_000_001, 1_000_000, 4_000_000, 5_000_000, 7_000_000).ceilingNanodollars(9, 6));
        assertEquals(
                9 * 4 + 2 + 6 * 7,
                new Rates(3_000_000, 1_000_001, 4_000_000, 5_000_000, 7_000_000).ceilingNanodollars(9, 6));
        assertEquals(
                9 * 4 + 6 * 7 + 1,
                new Rates(3_000_000, 1_000_000, 4_000_000, 5_000_001, 7_000_000).ceilingNanodollars(9, 6));
    }

    @Test
    void aCeiling_takesTheDearestRateOfEachSide() {
        assertEquals(125 * 10, RATES.ceilingNanodollars(10, 0));
        assertEquals(600 * 10, RATES.ceilingNanodollars(0, 10));
        assertEquals(90 * 10 + 2, new Rates(1_000_000, 90_000_000, 2, 0, 0).ceilingNanodollars(10, 0));
        assertEquals(70 * 10 + 1, new Rates(0, 0, 0, 70_000_000, 3).ceilingNanodollars(0, 10));
    }

    @Test
    void productsBeyondALong_areExact_andCostsBeyondALongThrow() {
        long rate = 9_000_000_000_000_000L;
        BigInteger exact =
                BigInteger.valueOf(1_001).multiply(BigInteger.valueOf(rate)).divide(BigInteger.valueOf(1_000_000));
        assertEquals(exact.longValueExact(), Rates.of(rate, 0).costNanodollars(Usage.of(1_001, 0)));
        assertEquals(9_223_372_036_855L, Rates.of(Long.MAX_VALUE, 0).costNanodollars(Usage.of(1, 0)));
        assertEquals(9_223_372_036_855L, Rates.of(1, 0).costNanodollars(Usage.of(Long.MAX_VALUE, 0)));
        assertEquals(9_223_372_036_855L, Rates.of(1, 0).costNanodollars(Usage.of(Long.MAX_VALUE - 999_999, 0)) + 1);
        Rates dear = Rates.of(Long.MAX_VALUE, Long.MAX_VALUE);
        assertThrows(ArithmeticException.class, () -> dear.costNanodollars(Usage.of(Long.MAX_VALUE, 0)));
        assertThrows(ArithmeticException.class, () -> dear.costNanodollars(Usage.of(999_999, 999_999)));
        assertThrows(ArithmeticException.class, () -> dear.ceilingNanodollars(999_999, 999_999));
    }

    @Test
    void ratesMustNotBeNegative() {
        assertEquals(0, new Rates(0, 0, 0, 0, 0).costNanodollars(Usage.of(5, 5)));
        for (int i = 0; i < 5; i++) {
            long[] r = new long[5];
            r[i] = -1;
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> new Rates(r[0], r[1], r[2], r[3], r[4]));
            assertTrue(refused.getMessage().contains("-1"));
        }
    }
}
