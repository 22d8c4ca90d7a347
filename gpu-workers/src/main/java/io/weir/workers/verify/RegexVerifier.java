package io.weir.workers.verify;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.Set;

/**
 * Passes where the pattern matches.
 *
 * <p>{@code pattern}: RE2 syntax, flags inside as in {@code (?is)}; {@code mode} = {@code find} (default, anywhere) or
 * {@code full} (the whole text). RE2 has no back-references and no look-around: in return its time is linear in the text,
 * whoever wrote the pattern, so a tenant cannot stop a worker with {@code (a+)+$}.
 */
record RegexVerifier(Pattern pattern, boolean full) implements AnswerVerifier {

    static final int MAX_PATTERN_CHARACTERS = 4096;

    /** Steps of the automaton once counted repeats are written out; each character of the text may visit all of them. */
    static final int MAX_STEPS = 5000;

    /** With {@link #MAX_STEPS} this bounds one verdict to about ten seconds in the worst case that a pattern can be. */
    static final int MAX_ANSWER_CHARACTERS = 256 * 1024;

    static RegexVerifier of(Parameters given) {
        given.allow(Set.of("pattern", "mode"));
        String pattern = given.required("pattern");
        boolean full = given.oneOf("mode", "find", Set.of("find", "full")).equals("full");
        return new RegexVerifier(compile("pattern", pattern), full);
    }

    static Pattern compile(String parameter, String pattern) {
        if (pattern.length() > MAX_PATTERN_CHARACTERS) {
            throw new BadVerifierException(
                    parameter, pattern, "is longer than " + MAX_PATTERN_CHARACTERS + " characters");
        }
        if (PatternSize.of(pattern) > MAX_STEPS) {
            throw new BadVerifierException(
                    parameter, pattern, "has more than " + MAX_STEPS + " steps with its repeats written out");
        }
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw new BadVerifierException(parameter, pattern, "is not a pattern: " + e.getDescription());
        } catch (StackOverflowError e) {
            throw new BadVerifierException(parameter, pattern, "is nested too deeply");
        }
    }

    @Override
    public Judgement verify(String answer) {
        if (answer.length() > MAX_ANSWER_CHARACTERS) {
            return Judgement.unknown("regex: the answer is longer than " + MAX_ANSWER_CHARACTERS + " characters");
        }
        return Judgement.of(
                full ? pattern.matches(answer) : pattern.matcher(answer).find());
    }
}
