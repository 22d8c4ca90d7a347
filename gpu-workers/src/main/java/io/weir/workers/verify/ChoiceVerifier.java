package io.weir.workers.verify;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Passes where the option that the text names first is the expected one.
 *
 * <p>{@code options}: two or more, separated by {@code |}; {@code expected}: one of them. An option counts as a whole word,
 * in upper or lower case: {@code no} is not in {@code know}. Where two begin at one place the longer wins ({@code not sure}
 * before {@code not}). A text that names none fails.
 */
record ChoiceVerifier(String expected, List<String> options) implements AnswerVerifier {

    static ChoiceVerifier of(Parameters given) {
        given.allow(Set.of("expected", "options"));
        String listed = given.required("options");
        List<String> options = Arrays.stream(listed.split("\\|", -1))
                .map(option -> option.strip().toLowerCase(Locale.ROOT))
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        if (options.size() < 2
                || options.contains("")
                || options.stream().distinct().count() < options.size()) {
            throw new BadVerifierException("options", listed, "is not two or more different options separated by |");
        }
        String expected = given.required("expected");
        String wanted = expected.strip().toLowerCase(Locale.ROOT);
        if (!options.contains(wanted)) {
            throw new BadVerifierException("expected", expected, "is none of the options " + listed);
        }
        return new ChoiceVerifier(wanted, options);
    }

    @Override
    public Judgement verify(String answer) {
        String text = answer.toLowerCase(Locale.ROOT);
        for (int at = 0; at < text.length(); at++) {
            for (String option : options) {
                if (text.startsWith(option, at) && wholeWord(text, at, at + option.length())) {
                    return Judgement.of(option.equals(expected));
                }
            }
        }
        return Judgement.of(false);
    }

    private static boolean wholeWord(String text, int from, int to) {
        return !inWord(text, from - 1) && !inWord(text, to);
    }

    private static boolean inWord(String text, int index) {
        if (index < 0 || index >= text.length()) {
            return false;
        }
        char c = text.charAt(index);
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
