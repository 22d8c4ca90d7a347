package io.weir.core.query;

import java.util.Locale;
import java.util.Optional;

/** How a query ended. */
public enum ResultStatus {
    PASSED,
    ANSWERED,
    FAILED,
    REJECTED,
    EXPIRED,
    CANCELLED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<ResultStatus> of(String wireName) {
        for (ResultStatus value : values()) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
