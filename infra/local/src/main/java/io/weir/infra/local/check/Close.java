package io.weir.infra.local.check;

/** Doubles are equal up to rounding: sums are exact integers, so only a division or two stand between both sides. */
final class Close {

    private static final double RELATIVE = 1e-9;

    private Close() {}

    /** Whether both differ by at most 1e-9 of the greater; NaN and infinities never do. */
    static boolean are(double expected, double found) {
        double difference = Math.abs(expected - found);
        return difference <= RELATIVE * Math.max(Math.abs(expected), Math.abs(found)) && Double.isFinite(found);
    }
}
