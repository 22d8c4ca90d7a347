package io.weir.core.query;

import java.util.Locale;
import java.util.Optional;

/** How urgently a query is processed; decides its lane and its price. */
public enum ProcessingClass {
    STANDARD,
    FLEX,
    BATCH;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<ProcessingClass> of(String wireName) {
        for (ProcessingClass value : values()) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }

    /** Lane of the attempts topics: batch work has one of its own, so that it never stands before interactive work. */
    public String lane() {
        return this == BATCH ? "batch" : "interactive";
    }
}
