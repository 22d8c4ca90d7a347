package io.weir.infra.registry.store;

import org.jspecify.annotations.Nullable;

/**
 * Where a setting holds: one subject, or all that have no setting of their own.
 *
 * @param subject the subject; null for the whole registry
 */
public record Scope(@Nullable String subject) {

    public static final Scope GLOBAL = new Scope(null);

    public static Scope of(String subject) {
        return new Scope(subject);
    }

    public boolean covers(String candidate) {
        return subject == null || subject.equals(candidate);
    }
}
