package io.weir.core.ledger;

import java.util.Locale;
import java.util.Optional;

/** What a limit counts: nano-dollars, tokens, millijoules or requests. */
public enum Unit {
    MONEY,
    TOKENS,
    ENERGY,
    REQUESTS;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<Unit> of(String wireName) {
        for (Unit value : values()) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
