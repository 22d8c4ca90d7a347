package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.query.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumericVerifierTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "3 + 7 = 10; 10",
                "The answer is 42.; 42",
                "1,234.5; 1234.5",
                "160,013; 160013",
                "= -3; -3",
                "= \u22123; -3",
                "a range of 3-7; 7",
                "10-3; 3",
                "(-7); -7",
                ".5; 0.5",
                "-.5; -0.5",
                "6.02e23; 602000000000000000000000",
                "1E-3; 0.001",
                "1.50; 1.5",
                "007; 7",
                "2, 3; 3",
                "costs $5; 5",
                "1e99999; 99999"
            })
    void lastNumberOfTheText_isCompared(String answer, String expected) {
        assertEquals(Verdict.PASS, verdict(Map.of("expected", expected), answer));
    }

    @Test
    void textWithoutANumber_fails() {
        assertEquals(Verdict.FAIL, verdict(Map.of("expected", "0"), "zero - none, really."));
        assertEquals(Verdict.FAIL, verdict(Map.of("expected", "0"), ""));
    }

    @Test
    void select_takesFirstOrLast() {
        assertEquals(Verdict.PASS, verdict(Map.of("expected", "3", "select", "first"), "3 + 7 = 10"));
        assertEquals(Verdict.FAIL, verdict(Map.of("expected", "3", "select", "last"), "3 + 7 = 10"));
    }

    @Test
    void tolerance_isInclusiveAndExact() {
        Map<String, String> near = Map.of("expected", "0.3", "tolerance", "0.1");
        assertEquals(Verdict.PASS, verdict(near, "0.4"));
        assertEquals(Verdict.PASS, verdict(near, "0.2"));
        assertEquals(Verdict.FAIL, verdict(near, "0.40000000000000000001"));
    }

    @Test
    void hugeExponent_costsNothing() {
        assertEquals(Verdict.FAIL, verdict(Map.of("expected", "1", "tolerance", "1"), "1e999999999"));
    }

    @Test
    void numberTooLongToMeanAnything_isSkipped() {
        String digits = "9".repeat(1_000_000);
        assertEquals(Verdict.PASS, verdict(Map.of("expected", "5"), "5 " + digits));
    }

    @Test
    void brokenParameters_areNamed() {
        AnswerVerifierTest.assertBad("numeric", Map.of("expected", "ten"), "expected", "\"ten\"");
        AnswerVerifierTest.assertBad("numeric", Map.of("expected", "1 2"), "expected", "\"1 2\"");
        AnswerVerifierTest.assertBad("numeric", Map.of("expected", "1", "tolerance", "-1"), "tolerance", "negative");
        AnswerVerifierTest.assertBad("numeric", Map.of("expected", "1", "select", "middle"), "select", "\"middle\"");
    }

    private static Verdict verdict(Map<String, String> parameters, String answer) {
        return AnswerVerifier.of("numeric", parameters).verify(answer).verdict();
    }
}
