package io.weir.core.ledger;

import java.util.Locale;
import java.util.Optional;

/** What a limit counts: nano-dollars, tokens, millijoules or requests. */
public enum Unit {
    MONEY,
    TOKENS,
    ENERGY,
    REQUESTS;

    /** Name on the wire. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
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
