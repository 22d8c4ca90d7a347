package io.weir.core.routing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 2, 0.00",
        "0.625, 2, 0.63",
        "0.004, 2, 0.00",
        "0.9999, 3, 1.000",
        "1, 3, 1.000",
        "0.05, 3, 0.050",
        "12345.5, 0, 12346",
        "-0.25, 1, -0.3",
        "-0.0001, 2, 0.00",
        "9e18, 0, 9000000000000000000",
        "9e18, 2, 9.0E18",
        "NaN, 2, NaN",
        "Infinity, 0, Infinity",
        "-Infinity, 0, -Infinity",
    })
    void aNumber_hasSoManyDecimals(double value, int digits, String text) {
        assertEquals(text, Decimals.append(new StringBuilder(), value, digits).toString());
    }

    @Test
    void eighths_areWrittenAsDecimalArithmeticRoundsThem() {
        Random random = new Random(1);
        for (int i = 0; i < 10_000; i++) {
            double value = random.nextInt(1 << 20) / 8.0;
            int digits = random.nextInt(7);
            String exact = BigDecimal.valueOf(value)
                    .setScale(digits, RoundingMode.HALF_UP)
                    .toPlainString();
            assertEquals(
                    exact, Decimals.append(new StringBuilder(), value, digits).toString());
        }
    }
}
