package io.weir.core.cost;

import java.math.BigDecimal;

/**
 * Names the rates that a cost was computed at, in full: {@code [CARD/]VERSION[:batch][+CURRENCY@RATE@DATE]}, such as {@code
 * 2026-11-01}, {@code gold/2026-11-01:batch} or {@code 2026-11-01+EUR@1.0837@2026-10-30}, where a euro was worth $1.0837.
 *
 * @param rateCard rate card; empty for the public one
 * @param version version as declared
 * @param batch whether these are the rates of class batch
 * @param conversion how its currency was converted; {@link Conversion#NONE} for dollars
 */
public record PriceVersion(String rateCard, String version, boolean batch, Conversion conversion) {

    private static final int NANO_DIGITS = 9;

    /**
     * The worth of a unit of a currency.
     *
     * @param currency ISO 4217 code
     * @param nanodollarsPerUnit nano-dollars that one unit is worth
     * @param date day of the rate, ISO 8601
     */
    public record Conversion(String currency, long nanodollarsPerUnit, String date) {

        public static final Conversion NONE = new Conversion("USD", 1_000_000_000L, "");
    }

    public String text() {
        StringBuilder text = new StringBuilder(32);
        if (!rateCard.isEmpty()) {
            text.append(rateCard).append('/');
        }
        text.append(version).append(batch ? ":batch" : "");
        if (!conversion.equals(Conversion.NONE)) {
            BigDecimal rate = BigDecimal.valueOf(conversion.nanodollarsPerUnit(), NANO_DIGITS)
                    .stripTrailingZeros();
            text.append('+').append(conversion.currency()).append('@');
            text.append(rate.toPlainString()).append('@').append(conversion.date());
        }
        return text.toString();
    }
}
