package io.weir.infra.local.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DollarsTest {

    @ParameterizedTest
    @CsvSource({"1, 1000000000", "0.000000001, 1", "0.01, 10000000", "0, 0", "9223372036.854775807, 9223372036854775807"
    })
    void dollarsAreNanodollarsExactly(String dollars, long nanodollars) {
        assertEquals(nanodollars, Dollars.nanodollars("key", dollars));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0000000001", "1.0000000005", "9223372036.854775808"})
    void whatIsNoWholeNumberOfNanodollars_isRefusedWithKeyAndValue(String dollars) {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Dollars.nanodollars("limits.month.usd", dollars));

        assertTrue(error.getMessage().startsWith("limits.month.usd must be a whole number"), error.getMessage());
        assertTrue(error.getMessage().endsWith(dollars), error.getMessage());
    }

    @Test
    void whatIsNoNumber_isRefusedWithKeyAndValue() {
        IllegalArgumentException error =
                assertThrows(IllegalArgumentException.class, () -> Dollars.nanodollars("limits.month.usd", "ten"));

        assertEquals("limits.month.usd must be a number of dollars as text: ten", error.getMessage());
    }
}
