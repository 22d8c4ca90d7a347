package io.weir.bench;

/**
 * A mean over orders of arrival with the half-width of its 95 % interval, by Student's t.
 *
 * @param mean mean
 * @param halfWidth half-width of the interval, at least 0; the mean ± this
 */
record Estimate(double mean, double halfWidth) {

    /** Standard normal quantile of 0.975. */
    private static final double Z = 1.959963984540054;

    /** @param values one value an order, at least 2 */
    static Estimate of(double[] values) {
        if (values.length < 2) {
            throw new IllegalArgumentException("an interval needs at least 2 values, not " + values.length);
        }
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        double mean = sum / values.length;
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(squares / (values.length - 1));
        return new Estimate(mean, t975(values.length - 1) * deviation / Math.sqrt(values.length));
    }

    /**
     * Quantile 0.975 of Student's t, to 0.001 from 10 degrees of freedom on (Abramowitz and Stegun, 26.7.5).
     *
     * @param freedom degrees of freedom, at least 1
     */
    static double t975(int freedom) {
        double z3 = Z * Z * Z;
        double z5 = z3 * Z * Z;
        double z7 = z5 * Z * Z;
        double n = freedom;
        return Z
                + (z3 + Z) / (4 * n)
                + (5 * z5 + 16 * z3 + 3 * Z) / (96 * n * n)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / (384 * n * n * n);
    }
}
