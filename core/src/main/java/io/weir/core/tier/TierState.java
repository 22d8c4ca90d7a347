package io.weir.core.tier;

import java.util.Locale;
import java.util.Optional;

/** Whether a tier gets new work. */
public enum TierState {
    /** Gets work. */
    ACTIVE,
    /** Is decided beside the live ones, never answered from. */
    SHADOW,
    /** Finishes what it has, gets nothing new. */
    DRAINING;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** Name on the wire. */
    public String wireName() {
        return wireName;
    }

    public static Optional<TierState> of(String wireName) {
        for (TierState value : values()) {
            if (value.wireName().equals(wireName)) {
                return Optional.of(value);
            }
        }
        return Optional.empty();
    }
}
