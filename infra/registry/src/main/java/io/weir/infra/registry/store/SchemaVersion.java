package io.weir.infra.registry.store;

/**
 * One version of one subject.
 *
 * @param subject subject
 * @param version number within the subject, from 1
 * @param id number of the text in the whole registry
 * @param text the schema
 * @param deleted whether it is soft-deleted: out of listings and checks, but still readable by id
 */
public record SchemaVersion(String subject, int version, int id, SchemaText text, boolean deleted) {

    public SchemaVersion softDeleted() {
        return new SchemaVersion(subject, version, id, text, true);
    }
}
