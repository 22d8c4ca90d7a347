package io.weir.core.query;

import java.util.Locale;
import java.util.Optional;

/** What became of an attempt. */
public enum AttemptStatus {
    ANSWERED,
    TRUNCATED,
    ERROR,
    TIMEOUT,
    CANCELLED,
    LOST,
    INPUT_OVER_HOLD;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<AttemptStatus> of(String wireName) {
        for (AttemptStatus value : values()) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
