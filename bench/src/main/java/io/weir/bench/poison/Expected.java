package io.weir.bench.poison;

import io.weir.bench.poison.Answer.By;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must become of a dose.
 *
 * @param by who answers
 * @param codes one of these
 * @param field the field that is named; null where none is at fault
 * @param value how the value begins; null where any will do, but not none
 */
public record Expected(By by, Set<String> codes, @Nullable String field, @Nullable String value) {

    static Expected letter(String code, String field, @Nullable String value) {
        return new Expected(By.DEAD_LETTER, Set.of(code), field, value);
    }

    static Expected result(String code, String field, @Nullable String value) {
        return new Expected(By.RESULT, Set.of(code), field, value);
    }

    /** A result whose reason says it in words: no one field is at fault. */
    static Expected rejected(String code) {
        return new Expected(By.RESULT, Set.of(code), null, null);
    }

    static Expected tooLarge(By by) {
        return new Expected(by, Set.of("RecordTooLargeException"), "record", null);
    }

    /** It is served: models may fail at it, but it is theirs to fail at. */
    static Expected served() {
        return new Expected(By.RESULT, Set.of("passed", "failed"), null, null);
    }

    boolean matches(Answer answer) {
        if (answer.by() != by || !codes.contains(answer.code())) {
            return false;
        }
        return !answer.reason().isEmpty() && (field == null || names(field, answer));
    }

    private boolean names(String wanted, Answer answer) {
        String found = answer.value();
        return wanted.equals(answer.field()) && found != null && (value == null || found.startsWith(value));
    }

    String text() {
        return by.text() + " " + String.join("|", codes.stream().sorted().toList())
                + (field == null ? "" : " " + field + " " + (value == null ? "*" : value));
    }
}
