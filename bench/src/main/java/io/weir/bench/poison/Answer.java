package io.weir.bench.poison;

import org.jspecify.annotations.Nullable;

/**
 * What became of a dose.
 *
 * @param by who answered
 * @param code machine-readable reason; the status of a result that served it
 * @param field field at fault; null where none is named
 * @param value its value; null where none is named
 * @param reason the reason in words
 */
public record Answer(By by, String code, @Nullable String field, @Nullable String value, String reason) {

    /** Who answers. */
    public enum By {
        /** A dead letter. */
        DEAD_LETTER("dead letter"),
        /** A terminal result. */
        RESULT("result"),
        /** The producer: it was never sent. */
        PRODUCER("producer"),
        /** The broker: it was sent and not appended. */
        BROKER("broker"),
        /** Nobody, in the time that was given. */
        NOBODY("nobody");

        private final String text;

        By(String text) {
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    static final Answer NONE = new Answer(By.NOBODY, "", null, null, "");
}
