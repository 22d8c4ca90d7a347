package io.weir.core.query;

import java.util.Locale;
import java.util.Optional;

/** Whose fault an error is. */
public enum ErrorClass {
    CALLER,
    POLICY,
    PROVIDER,
    OWN;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<ErrorClass> of(String wireName) {
        for (ErrorClass value : values()) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
