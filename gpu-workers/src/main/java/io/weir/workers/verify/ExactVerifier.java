package io.weir.workers.verify;

import java.util.Locale;
import java.util.Set;

/**
 * Passes the expected text and no other.
 *
 * <p>{@code expected}; {@code trim} = true leaves out white space at both ends of both texts; {@code ignore_case} = true
 * compares in lower case.
 */
record ExactVerifier(String expected, boolean trim, boolean ignoreCase) implements AnswerVerifier {

    static ExactVerifier of(Parameters given) {
        given.allow(Set.of("expected", "trim", "ignore_case"));
        return new ExactVerifier(given.required("expected"), given.flag("trim"), given.flag("ignore_case"));
    }

    @Override
    public Judgement verify(String answer) {
        return Judgement.of(normal(answer).equals(normal(expected)));
    }

    private String normal(String text) {
        String stripped = trim ? text.strip() : text;
        return ignoreCase ? stripped.toLowerCase(Locale.ROOT) : stripped;
    }
}
