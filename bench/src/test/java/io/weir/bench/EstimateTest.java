package io.weir.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EstimateTest {

    /** Quantiles as printed in tables of Student's t. */
    @Test
    void quantileAgreesWithTheTables() {
        assertEquals(2.228, Estimate.t975(10), 0.001);
        assertEquals(2.093, Estimate.t975(19), 0.001);
        assertEquals(2.010, Estimate.t975(49), 0.001);
        assertEquals(1.984, Estimate.t975(99), 0.001);
    }

    /** 0 and 2, ten times each: mean 1, deviation √(20/19), half-width 2.093 × √(20/19) / √20. */
    @Test
    void intervalIsTheMeanPlusOrMinusTTimesTheStandardError() {
        double[] values = new double[20];
        for (int i = 0; i < 10; i++) {
            values[i] = 2;
        }

        Estimate estimate = Estimate.of(values);

        assertEquals(1.0, estimate.mean(), 1e-12);
        assertEquals(0.480, estimate.halfWidth(), 0.001);
    }

    @Test
    void oneValueHasNoInterval() {
        assertThrows(IllegalArgumentException.class, () -> Estimate.of(new double[] {1}));
    }
}
