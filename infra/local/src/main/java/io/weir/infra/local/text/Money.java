package io.weir.infra.local.text;

import java.math.BigDecimal;

/** Nano-dollars as a reader sees them. */
public final class Money {

    private static final int NANOS = 9;

    private Money() {}

    /** Exact, in dollars, such as {@code $0.00001234}; no digit is rounded away. */
    public static String dollars(long nanodollars) {
        BigDecimal dollars = BigDecimal.valueOf(nanodollars, NANOS).stripTrailingZeros();
        BigDecimal shown = dollars.scale() < 2 ? dollars.setScale(2) : dollars;
        return shown.signum() < 0 ? "-$" + shown.negate().toPlainString() : "$" + shown.toPlainString();
    }
}
