package io.weir.infra.registry.store;

import java.util.List;

/**
 * What makes two schemas the same one: type, text in canonical form and references.
 *
 * @param type {@code AVRO}, or what a foreign server wrote
 * @param schema canonical text
 * @param references types that the text takes from elsewhere
 */
public record SchemaText(String type, String schema, List<Reference> references) {

    /** The only type that this registry accepts. */
    public static final String AVRO = "AVRO";

    public SchemaText {
        references = List.copyOf(references);
    }

    public boolean refersTo(String subject, int version) {
        return references.stream()
                .anyMatch(reference -> reference.subject().equals(subject) && reference.version() == version);
    }
}
