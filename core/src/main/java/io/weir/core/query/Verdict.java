package io.weir.core.query;

import java.util.Locale;
import java.util.Optional;

/** Whether an answer passed its verifier. */
public enum Verdict {
    PASS,
    FAIL,
    UNKNOWN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Verdict> of(String wireName) {
        for (Verdict value : values()) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
