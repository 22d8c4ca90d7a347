package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.query.Verdict;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ChoiceVerifierTest {

    private static final Map<String, String> NO = Map.of("expected", "no", "options", "yes|no");

    @Test
    void firstOptionNamed_decides() {
        assertEquals(Verdict.PASS, verdict(NO, "No, the answer is not yes."));
        assertEquals(Verdict.FAIL, verdict(NO, "Yes. No?"));
    }

    @Test
    void partOfAWord_doesNotCount() {
        assertEquals(Verdict.FAIL, verdict(NO, "I know nothing; yesterday's notes"));
        assertEquals(Verdict.PASS, verdict(NO, "I know: \"NO\""));
        assertEquals(Verdict.FAIL, verdict(NO, "no_way"));
    }

    @Test
    void noOption_fails() {
        assertEquals(Verdict.FAIL, verdict(NO, "perhaps"));
        assertEquals(Verdict.FAIL, verdict(NO, ""));
    }

    @Test
    void longerOptionAtTheSamePlace_wins() {
        Map<String, String> sure = Map.of("expected", "not sure", "options", "not|not sure");
        assertEquals(Verdict.PASS, verdict(sure, "Not sure."));
        assertEquals(Verdict.FAIL, verdict(sure, "not surely"));
    }

    @Test
    void brokenParameters_areNamed() {
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "a", "options", "a"), "options", "\"a\"");
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "a", "options", "a||b"), "options", "\"a||b\"");
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "a", "options", "a|A"), "options", "\"a|A\"");
        AnswerVerifierTest.assertBad("choice", Map.of("expected", "c", "options", "a|b"), "expected", "\"c\"");
    }

    private static Verdict verdict(Map<String, String> parameters, String answer) {
        return AnswerVerifier.of("choice", parameters).verify(answer).verdict();
    }
}
