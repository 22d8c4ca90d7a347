package io.weir.infra.registry.store;

/** Which versions a question is about. */
public enum Visible {
    /** Those that are not deleted. */
    ACTIVE,
    /** Those that are soft-deleted. */
    DELETED,
    /** Both. */
    ALL;

    public boolean admits(SchemaVersion version) {
        return this == ALL || version.deleted() == (this == DELETED);
    }
}
