package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.workers.verify.Verdict.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExactVerifierTest {

    @Test
    void onlyTheSameText_passes() {
        Map<String, String> plain = Map.of("expected", "Oslo");
        assertEquals(Result.PASS, verdict(plain, "Oslo"));
        assertEquals(Result.FAIL, verdict(plain, "Oslo\n"));
        assertEquals(Result.FAIL, verdict(plain, "oslo"));
    }

    @Test
    void trim_leavesOutWhiteSpaceAtTheEnds() {
        Map<String, String> trim = Map.of("expected", "New Delhi", "trim", "true");
        assertEquals(Result.PASS, verdict(trim, " New Delhi\n"));
        assertEquals(Result.FAIL, verdict(trim, "New  Delhi"));
    }

    @Test
    void ignoreCase_comparesInLowerCase() {
        assertEquals(Result.PASS, verdict(Map.of("expected", "Oslo", "ignore_case", "true"), "OSLO"));
    }

    @Test
    void flagThatIsNeitherTrueNorFalse_isRefused() {
        AnswerVerifierTest.assertBad("exact", Map.of("expected", "x", "trim", "yes"), "trim", "\"yes\"");
    }

    private static Result verdict(Map<String, String> parameters, String answer) {
        return AnswerVerifier.of("exact", parameters).verify(answer).result();
    }
}
