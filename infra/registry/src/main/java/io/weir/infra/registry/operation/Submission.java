package io.weir.infra.registry.operation;

import io.weir.infra.registry.store.SchemaText;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a caller sends it, not yet parsed.
 *
 * @param text type, text and references
 * @param id id to import it under; null if the registry chooses
 * @param version version to import it as; null if the registry chooses
 * @param normalize whether to bring it into a form that ignores what has no meaning, such as the order of attributes
 */
public record Submission(SchemaText text, @Nullable Integer id, @Nullable Integer version, boolean normalize) {

    public Submission {
        if (id != null && id < 1) {
            throw new IllegalArgumentException("id " + id + " is not from 1");
        }
        if (version != null && version < 1) {
            throw new IllegalArgumentException("version " + version + " is not from 1");
        }
    }
}
