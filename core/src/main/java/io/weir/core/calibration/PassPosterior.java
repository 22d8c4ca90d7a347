package io.weir.core.calibration;

/**
 * Beta posterior of a pass rate: Beta(1 + passes, 1 + fails) under the uniform prior.
 *
 * @param alpha 1 + passes, above 0
 * @param beta 1 + fails, above 0
 */
public record PassPosterior(double alpha, double beta) {

    public static final PassPosterior COLD = new PassPosterior(1, 1);

    public PassPosterior {
        if (!(alpha > 0) || !(beta > 0) || Double.isInfinite(alpha) || Double.isInfinite(beta)) {
            throw new IllegalArgumentException("alpha and beta must be finite and above 0: " + alpha + ", " + beta);
        }
    }

    /** Posterior mean, α / (α + β), in (0, 1). */
    public double mean() {
        return alpha / (alpha + beta);
    }

    public PassPosterior after(boolean pass) {
        return pass ? new PassPosterior(alpha + 1, beta) : new PassPosterior(alpha, beta + 1);
    }
}
