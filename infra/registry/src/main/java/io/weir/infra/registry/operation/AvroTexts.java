package io.weir.infra.registry.operation;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.SchemaProvider;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaVersionFetcher;
import io.confluent.kafka.schemaregistry.client.rest.entities.Schema;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.weir.infra.registry.store.Reference;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Visible;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns texts into parsed Avro schemas, with references taken from the store, and back into canonical texts. */
final class AvroTexts {

    private final SchemaProvider provider = new AvroSchemaProvider();

    AvroTexts(SchemaStore store) {
        provider.configure(Map.of(SchemaProvider.SCHEMA_VERSION_FETCHER_CONFIG, new StoreFetcher(store)));
    }

    /** Parses what a caller sent, by the strict rules for new schemas. */
    ParsedSchema parse(String subject, Submission submission) {
        SchemaText text = submission.text();
        if (!text.type().equals(SchemaText.AVRO)) {
            throw Refusals.invalidSchema("Invalid schema type " + text.type() + "; this registry takes AVRO only");
        }
        if (text.schema().isBlank()) {
            throw Refusals.invalidSchema("Empty schema");
        }
        try {
            // The provider of this version takes a flag for it and does not look at it.
            ParsedSchema parsed = provider.parseSchemaOrElseThrow(entity(subject, text), true, false);
            return submission.normalize() ? parsed.normalize() : parsed;
        } catch (RuntimeException e) {
            throw Refusals.invalidSchema("Invalid schema for subject '" + subject + "' with refs " + text.references()
                    + " of type AVRO, details: " + e.getMessage());
        }
    }

    /** Parses what is stored, which was accepted once. */
    ParsedSchema parse(SchemaVersion stored) {
        if (!stored.text().type().equals(SchemaText.AVRO)) {
            throw Refusals.notPermitted("Subject " + stored.subject() + " version " + stored.version() + " is of type "
                    + stored.text().type() + ", which this registry cannot read");
        }
        return provider.parseSchemaOrElseThrow(entity(stored.subject(), stored.text()), false, false)
                .copy(stored.version());
    }

    static SchemaText canonical(ParsedSchema parsed) {
        List<Reference> references = parsed.references().stream()
                .map(reference -> new Reference(reference.getName(), reference.getSubject(), reference.getVersion()))
                .toList();
        return new SchemaText(SchemaText.AVRO, parsed.canonicalString(), references);
    }

    private static Schema entity(String subject, SchemaText text) {
        List<SchemaReference> references = text.references().stream()
                .map(reference -> new SchemaReference(reference.name(), reference.subject(), reference.version()))
                .toList();
        return new Schema(subject, 0, 0, text.type(), references, text.schema());
    }

    private record StoreFetcher(SchemaStore store) implements SchemaVersionFetcher {

        @Override
        public String tenant() {
            return "default";
        }

        @Override
        @SuppressWarnings("NullAway") // The interface's answer for what is not there is null.
        public @Nullable Schema getByVersion(String subject, int version, boolean deletedToo) {
            return store.version(subject, version, deletedToo ? Visible.ALL : Visible.ACTIVE)
                    .map(found -> entity(subject, found.text()))
                    .orElse(null);
        }
    }
}
