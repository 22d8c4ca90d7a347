package io.weir.infra.registry.store;

/** What may be written. */
public enum Mode {
    /** Schemas may be registered and deleted. */
    READWRITE,
    /** Nothing may be registered or deleted. */
    READONLY,
    /** As {@link #READONLY}, and set globally it overrides the modes of subjects. */
    READONLY_OVERRIDE,
    /** Schemas are registered with ids that the caller gives; compatibility is not checked. */
    IMPORT;

    public boolean readOnly() {
        return this == READONLY || this == READONLY_OVERRIDE;
    }
}
