package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.workers.verify.Verdict.Result;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceVerifierTest {

    private static final Map<String, String> NO = Map.of("expected", "no", "options", "yes|no");

    @Test
    void firstOptionNamed_decides() {
        assertEquals(Result.PASS, verdict(NO, "No, the answer is not yes."));
        assertEquals(Result.FAIL, verdict(NO, "Yes. No?"));
    }

    @Test
    void partOfAWord_doesNotCount() {
        assertEquals(Result.FAIL, verdict(NO, "I know nothing; yesterday's notes"));
        assertEquals(Result.PASS, verdict(NO, "I know: \"NO\""));
        assertEquals(Result.FAIL, verdict(NO, "no_way"));
    }

    @Test
    void noOption_fails() {
        assertEquals(Result.FAIL, verdict(NO, "perhaps"));
        assertEquals(Result.FAIL, verdict(NO, ""));
    }

    @Test
    void longerOptionAtTheSamePlace_wins() {
        Map<String, String> sure = Map.of("expected", "not sure", "options", "not|not sure");
        assertEquals(Result.PASS, verdict(sure, "Not sure."));
        assertEquals(Result.FAIL, verdict(sure, "not surely"));
    }

    @Test
    void brokenParameters_areNamed() {
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "a", "options", "a"), "options", "\"a\"");
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "a", "options", "a||b"), "options", "\"a||b\"");
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "a", "options", "a|A"), "options", "\"a|A\"");
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "c", "options", "a|b"), "expected", "\"c\"");
    }

    private static Result verdict(Map<String, String> parameters, String answer) {
        return AnswerVerifier.of("choice", parameters).verify(answer).result();
    }
}
