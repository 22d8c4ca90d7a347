package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.query.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerVerifierTest {

    @ParameterizedTest
    @ValueSource(strings = {"none", "external"})
    void kindsThatDoNotJudge_sayUnknown(String kind) {
        assertEquals(
                Verdict.UNKNOWN, AnswerVerifier.of(kind, Map.of()).verify("42").verdict());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "exact; expected; is missing",
                "numeric; expected; is missing",
                "choice; options; is missing",
                "regex; pattern; is missing",
                "json_schema; schema; is missing"
            })
    void missingParameter_isNamed(String kind, String parameter, String why) {
        assertBad(kind, Map.of(), parameter, why);
    }

    @Test
    void unknownKind_isNamedWithItsValue() {
        assertBad("oracle", Map.of(), "kind", "\"oracle\"");
    }

    @Test
    void unknownParameter_isNamedWithItsValue() {
        assertBad("numeric", Map.of("expected", "1", "tolerence", "0.5"), "tolerence", "\"0.5\"");
    }

    @Test
    void parameterOfTheNoneKind_isRefused() {
        assertBad("none", Map.of("expected", "1"), "expected", "none has none".substring(5));
    }

    @Test
    void overlongParameter_isRefused() {
        assertBad("exact", Map.of("expected", "x".repeat(Parameters.MAX_CHARACTERS + 1)), "expected", "is longer than");
        assertEquals(
                Verdict.PASS,
                AnswerVerifier.of("exact", Map.of("expected", "x".repeat(Parameters.MAX_CHARACTERS)))
                        .verify("x".repeat(Parameters.MAX_CHARACTERS))
                        .verdict());
    }

    static void assertBad(String kind, Map<String, String> parameters, String parameter, String inMessage) {
        BadVerifierException bad = assertThrows(BadVerifierException.class, () -> AnswerVerifier.of(kind, parameters));
        assertEquals(parameter, bad.parameter());
        assertTrue(bad.getMessage().contains(inMessage), bad.getMessage());
    }
}
