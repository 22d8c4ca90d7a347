package io.weir.core.energy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PowerProfileTest {

    /** Two processors of 100 W at half load, 80 GB, PUE 1.5: (100 + 29.8) × 1.5 = 194.7 W. */
    private static final PowerProfile PROFILE = new PowerProfile(2, 100, 0.5, 80, 1.5, 1_000, 50);

    @Test
    void power_isThatOfGreenAlgorithms() {
        assertEquals(194.7, PROFILE.watts(), 1e-9);
        assertEquals(0, PowerProfile.NONE.watts());
        assertEquals(0.3725, new PowerProfile(0, 0, 0, 1, 1, 0, 0).watts());
    }

    @Test
    void energy_isPowerTimesTime_roundedHalfUpOnce() {
        assertEquals(194_700, PROFILE.estimateMillijoules(1_000_000));
        PowerProfile watt = new PowerProfile(1, 1, 1, 0, 1, 0, 0);
        assertEquals(0, watt.estimateMillijoules(499));
        assertEquals(1, watt.estimateMillijoules(500));
        assertEquals(1, watt.estimateMillijoules(1_499));
        assertEquals(2, watt.estimateMillijoules(1_500));
    }

    @Test
    void predictedTime_isThatOfPrefillAndDecode_roundedUp_andZeroWhereUnknown() {
        assertEquals(500_000 + 2_000_000, PROFILE.predictedMicros(500, 100));
        assertEquals(333_334, new PowerProfile(0, 0, 0, 0, 1, 3, 0).predictedMicros(1, 9));
        assertEquals(333_334, new PowerProfile(0, 0, 0, 0, 1, 0, 3).predictedMicros(9, 1));
        assertEquals(0, PowerProfile.NONE.predictedMicros(9, 9));
    }

    @Test
    void aCeiling_isNotBelowTheEstimateOfTheSameTokens() {
        assertEquals(486_751, PROFILE.ceilingMillijoules(500, 100)); // a millijoule for what a double cannot say
        assertEquals(2_000, new PowerProfile(1, 1, 1, 0, 1, 1, 1).ceilingMillijoules(1, 1));
        assertEquals(334, new PowerProfile(1, 1, 1, 0, 1, 3, 1).ceilingMillijoules(1, 0));
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            PowerProfile profile = new PowerProfile(
                    random.nextInt(4), random.nextInt(700), random.nextDouble(), random.nextInt(900), 1.1, 911, 37);
            long input = random.nextInt(5_000);
            long output = random.nextInt(5_000);
            long estimate = profile.estimateMillijoules(profile.predictedMicros(input, output));
            assertTrue(profile.ceilingMillijoules(input, output) >= estimate);
        }
    }

    @Test
    void eachFigure_mustBeFinite_andInItsRange() {
        for (int i = 0; i < 7; i++) {
            for (double wrong : new double[] {-0.1, Double.NaN, Double.POSITIVE_INFINITY}) {
                double[] f = {1, 1, 1, 1, 1, 1, 1};
                f[i] = wrong;
                assertThrows(
                        IllegalArgumentException.class,
                        () -> new PowerProfile(f[0], f[1], f[2], f[3], f[4], f[5], f[6]));
            }
        }
        assertEquals(1, new PowerProfile(0, 0, 1, 0, 1, 0, 0).usage());
        assertThrows(IllegalArgumentException.class, () -> new PowerProfile(0, 0, 1.01, 0, 1, 0, 0));
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> new PowerProfile(0, 0, 1, 0, 0.99, 0, 0));
        assertTrue(refused.getMessage().contains("pue"));
    }

    @Test
    void methods_haveNamesOnTheWire() {
        assertEquals("measured", EnergyMethod.MEASURED.wireName());
        assertEquals("attributed", EnergyMethod.ATTRIBUTED.wireName());
        assertEquals("estimated", EnergyMethod.ESTIMATED.wireName());
    }
}
