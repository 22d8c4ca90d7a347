package io.weir.infra.local.config;

import java.math.BigDecimal;

/** Dollars as text, exactly. */
final class Dollars {

    private static final int NANO_DIGITS = 9;

    private Dollars() {}

    /**
     * Nano-dollars of an amount in dollars.
     *
     * @throws IllegalArgumentException naming the key where the text is no number or not a whole number of nano-dollars
     */
    static long nanodollars(String key, String dollars) {
        try {
            return new BigDecimal(dollars).movePointRight(NANO_DIGITS).longValueExact();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a number of dollars as text: " + dollars, e);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(key + " must be a whole number of nano-dollars: " + dollars, e);
        }
    }
}
