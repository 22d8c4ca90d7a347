package io.weir.workers.engine;

import java.util.Locale;

/** Who is at fault. The router counts provider and own errors against a tier, the others not. */
public enum ErrorClass {
    CALLER,
    POLICY,
    PROVIDER,
    OWN;

    /** The word in {@code io.weir.v1.Outcome.error_class}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
