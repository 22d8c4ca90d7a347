package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.weir.core.query.Verdict;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexVerifierTest {

    @Test
    void mode_saysAnywhereOrWhole() {
        assertEquals(Verdict.PASS, verdict(Map.of("pattern", "\\d+"), "it is 42"));
        assertEquals(Verdict.FAIL, verdict(Map.of("pattern", "\\d+", "mode", "full"), "it is 42"));
        assertEquals(Verdict.PASS, verdict(Map.of("pattern", "\\d+", "mode", "full"), "42"));
    }

    @Test
    void flags_standInThePattern() {
        assertEquals(Verdict.PASS, verdict(Map.of("pattern", "(?is)paris.*france"), "PARIS\nFrance"));
        assertEquals(Verdict.FAIL, verdict(Map.of("pattern", "paris"), "PARIS"));
    }

    /** Backtracking would try 2^50,000 ways; the bound is far above what the automaton needs on a slow machine. */
    @Test
    void patternThatBlowsUpABacktracker_ends() {
        assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertEquals(Verdict.FAIL, verdict(Map.of("pattern", "^(a+)+$"), "a".repeat(50_000) + "!")));
    }

    @Test
    void emptyRepeatsNestedWithoutEnd_areRefused() {
        AnswerVerifierTest.assertBad("regex", Map.of("pattern", "(){200000000}"), "pattern", "steps");
        AnswerVerifierTest.assertBad("regex", Map.of("pattern", "((a{1000}){1000}){1000}"), "pattern", "steps");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "abc; 3",
                "a{3}; 3",
                "a{2,}b; 4",
                "(ab){10}; 30",
                "[)(]{5}; 5",
                "([)]b{10}){10}; 120",
                "[]{9}]{2}; 2",
                "[[:alpha:]]{4}; 4",
                "\\({3}; 3",
                "\\p{L}{3}; 3",
                "a{x}; 4"
            })
    void size_countsRepeatsWrittenOut(String pattern, long size) {
        assertEquals(size, PatternSize.of(pattern));
    }

    @Test
    void answerBeyondTheBound_isUnknown() {
        Map<String, String> any = Map.of("pattern", "a");
        assertEquals(Verdict.PASS, verdict(any, "a".repeat(RegexVerifier.MAX_ANSWER_CHARACTERS)));
        assertEquals(Verdict.UNKNOWN, verdict(any, "a".repeat(RegexVerifier.MAX_ANSWER_CHARACTERS + 1)));
    }

    @Test
    void brokenParameters_areNamed() {
        AnswerVerifierTest.assertBad("regex", Map.of("pattern", "(a"), "pattern", "\"(a\"");
        AnswerVerifierTest.assertBad("regex", Map.of("pattern", "(?=a)b"), "pattern", "\"(?=a)b\"");
        AnswerVerifierTest.assertBad("regex", Map.of("pattern", "a", "mode", "match"), "mode", "\"match\"");
        AnswerVerifierTest.assertBad("regex", Map.of("pattern", "a".repeat(4097)), "pattern", "longer than 4096");
    }

    private static Verdict verdict(Map<String, String> parameters, String answer) {
        return AnswerVerifier.of("regex", parameters).verify(answer).verdict();
    }
}
