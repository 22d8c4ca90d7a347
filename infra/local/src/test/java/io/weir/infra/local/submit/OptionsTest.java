package io.weir.infra.local.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.v1.Verifier;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

final class OptionsTest {

    @Test
    void aVerifierMayHaveNoParameters() {
        assertEquals(new Verifier("none", Map.of()), new VerifierOption().convert("none"));
    }

    @Test
    void parametersAreSeparatedByCommas() {
        assertEquals(
                new Verifier("numeric", Map.of("expected", "42", "tolerance", "0.5")),
                new VerifierOption().convert("numeric:expected=42,tolerance=0.5"));
    }

    @Test
    void aCommaWithinAValueStays() {
        assertEquals(
                new Verifier("regex", Map.of("pattern", "^a{1,2}=b:c$")),
                new VerifierOption().convert("regex:pattern=^a{1,2}=b:c$"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":a=b", "Numeric", "numeric:42", "numeric:=42"})
    void aVerifierOfAnotherFormIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new VerifierOption().convert(text));
    }

    @Test
    void durationsHaveAUnit() {
        assertEquals(Duration.ofMillis(500), new DurationOption().convert("500ms"));
        assertEquals(Duration.ofSeconds(30), new DurationOption().convert("30s"));
        assertEquals(Duration.ofMinutes(5), new DurationOption().convert("5m"));
        assertEquals(Duration.ofHours(1), new DurationOption().convert("1h"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "30", "0s", "-1s", "1d", "1.5s"})
    void aDurationOfAnotherFormIsRefused(String text) {
        assertThrows(TypeConversionException.class, () -> new DurationOption().convert(text));
    }
}
