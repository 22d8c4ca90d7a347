package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.query.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExactVerifierTest {

    @Test
    void onlyTheSameText_passes() {
        Map<String, String> plain = Map.of("expected", "Oslo");
        assertEquals(Verdict.PASS, verdict(plain, "Oslo"));
        assertEquals(Verdict.FAIL, verdict(plain, "Oslo\n"));
        assertEquals(Verdict.FAIL, verdict(plain, "oslo"));
    }

    @Test
    void trim_leavesOutWhiteSpaceAtTheEnds() {
        Map<String, String> trim = Map.of("expected", "New Delhi", "trim", "true");
        assertEquals(Verdict.PASS, verdict(trim, " New Delhi\n"));
        assertEquals(Verdict.FAIL, verdict(trim, "New  Delhi"));
    }

    @Test
    void ignoreCase_comparesInLowerCase() {
        assertEquals(Verdict.PASS, verdict(Map.of("expected", "Oslo", "ignore_case", "true"), "OSLO"));
    }

    @Test
    void flagThatIsNeitherTrueNorFalse_isRefused() {
        AnswerVerifierTest.assertBad("exact", Map.of("expected", "x", "trim", "yes"), "trim", "\"yes\"");
    }

    private static Verdict verdict(Map<String, String> parameters, String answer) {
        return AnswerVerifier.of("exact", parameters).verify(answer).verdict();
    }
}
