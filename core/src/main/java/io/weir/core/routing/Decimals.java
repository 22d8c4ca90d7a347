package io.weir.core.routing;

/** Numbers in sentences, without a format to be parsed again at every decision. */
final class Decimals {

    private static final long[] TENS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000};

    private Decimals() {}

    /**
     * Appends a number with a fixed number of decimals, rounded half up, with a point whatever the locale.
     *
     * @param digits decimals, 0 to 6
     */
    static StringBuilder append(StringBuilder text, double value, int digits) {
        double scaled = Math.abs(value) * TENS[digits];
        if (!(scaled < Long.MAX_VALUE)) {
            return text.append(value); // NaN, infinite, or more than a long holds
        }
        long rounded = Math.round(scaled);
        if (value < 0 && rounded != 0) {
            text.append('-');
        }
        text.append(rounded / TENS[digits]);
        if (digits > 0) {
            long fraction = rounded % TENS[digits];
            text.append('.');
            for (int place = digits - 1; place >= 0; place--) {
                text.append((char) ('0' + fraction / TENS[place] % 10));
            }
        }
        return text;
    }
}
