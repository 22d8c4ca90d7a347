package io.weir.infra.registry.log;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.weir.infra.registry.store.Entry;
import io.weir.infra.registry.store.Mode;
import io.weir.infra.registry.store.Reference;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Entries as records of Confluent's server: a JSON key with its type and magic number, and a JSON value or a tombstone.
 *
 * <p>What this registry does not know of a value (metadata, rule sets) is not read, and so not kept when the version is
 * written again by a soft delete.
 */
final class EntryCodec {

    private static final JsonMapper JSON = new JsonMapper();

    /** A record of the topic; a null value is a tombstone. */
    record Encoded(String key, @Nullable String value) {}

    private EntryCodec() {}

    static Encoded encode(Entry entry) {
        if (entry instanceof Entry.Put put) {
            return encoded(schemaKey(put.version().subject(), put.version().version()), schemaValue(put.version()));
        } else if (entry instanceof Entry.Erase erase) {
            return encoded(schemaKey(erase.subject(), erase.version()), null);
        } else if (entry instanceof Entry.DeleteSubject delete) {
            ObjectNode value = object().put("subject", delete.subject()).put("version", delete.upToVersion());
            return encoded(key("DELETE_SUBJECT", Scope.of(delete.subject())), value);
        } else if (entry instanceof Entry.ClearSubject clear) {
            return encoded(
                    key("CLEAR_SUBJECT", clear.scope()),
                    object().put("subject", clear.scope().subject()));
        } else if (entry instanceof Entry.SetCompatibility set) {
            return encoded(key("CONFIG", set.scope()), object().put("compatibilityLevel", set.level().name));
        } else if (entry instanceof Entry.ResetCompatibility reset) {
            return encoded(key("CONFIG", reset.scope()), null);
        } else if (entry instanceof Entry.SetMode set) {
            return encoded(
                    key("MODE", set.scope()), object().put("mode", set.mode().name()));
        } else if (entry instanceof Entry.ResetMode reset) {
            return encoded(key("MODE", reset.scope()), null);
        }
        return encoded(object().put("keytype", "NOOP").put("magic", 0), null);
    }

    /**
     * The entry of a record; empty where it has no meaning here, such as a type of a newer server.
     *
     * @throws IOException if it is not a record of a registry
     */
    static Optional<Entry> decode(@Nullable String key, @Nullable String value) throws IOException {
        JsonNode keyNode = key == null ? JSON.missingNode() : JSON.readTree(key);
        JsonNode valueNode = value == null ? JSON.missingNode() : JSON.readTree(value);
        if (!keyNode.path("keytype").isTextual()) {
            throw new IOException("a key without keytype");
        }
        boolean tombstone = !valueNode.isObject();
        return switch (keyNode.path("keytype").textValue()) {
            case "SCHEMA" -> Optional.of(tombstone ? erase(keyNode) : new Entry.Put(schemaVersion(valueNode)));
            case "DELETE_SUBJECT" ->
                tombstone
                        ? Optional.empty()
                        : Optional.of(
                                new Entry.DeleteSubject(text(valueNode, "subject"), number(valueNode, "version")));
            case "CLEAR_SUBJECT" -> tombstone ? Optional.empty() : Optional.of(new Entry.ClearSubject(scope(keyNode)));
            case "CONFIG" -> Optional.of(compatibility(scope(keyNode), valueNode));
            case "MODE" -> Optional.of(mode(scope(keyNode), valueNode));
            case "NOOP" -> Optional.of(new Entry.Noop());
            default -> Optional.empty();
        };
    }

    private static ObjectNode schemaKey(String subject, int version) {
        return object().put("keytype", "SCHEMA")
                .put("subject", subject)
                .put("version", version)
                .put("magic", 1);
    }

    private static ObjectNode key(String type, Scope scope) {
        return object().put("keytype", type).put("subject", scope.subject()).put("magic", 0);
    }

    private static ObjectNode schemaValue(SchemaVersion version) {
        ObjectNode value = object().put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id());
        SchemaText text = version.text();
        if (!text.type().equals(SchemaText.AVRO)) {
            value.put("schemaType", text.type());
        }
        if (!text.references().isEmpty()) {
            ArrayNode references = value.putArray("references");
            for (Reference reference : text.references()) {
                references
                        .addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        return value.put("schema", text.schema()).put("deleted", version.deleted());
    }

    private static Entry erase(JsonNode key) throws IOException {
        return new Entry.Erase(text(key, "subject"), number(key, "version"));
    }

    private static SchemaVersion schemaVersion(JsonNode value) throws IOException {
        List<Reference> references = new ArrayList<>();
        for (JsonNode reference : value.path("references")) {
            references.add(
                    new Reference(text(reference, "name"), text(reference, "subject"), number(reference, "version")));
        }
        String type = value.path("schemaType").asText(SchemaText.AVRO);
        return new SchemaVersion(
                text(value, "subject"),
                number(value, "version"),
                number(value, "id"),
                new SchemaText(type, text(value, "schema"), references),
                value.path("deleted").asBoolean(false));
    }

    private static Entry compatibility(Scope scope, JsonNode value) throws IOException {
        if (!value.path("compatibilityLevel").isTextual()) {
            return new Entry.ResetCompatibility(scope);
        }
        String name = text(value, "compatibilityLevel");
        @Nullable CompatibilityLevel level = CompatibilityLevel.forName(name);
        if (level == null) {
            throw new IOException("no level of compatibility: " + name);
        }
        return new Entry.SetCompatibility(scope, level);
    }

    private static Entry mode(Scope scope, JsonNode value) throws IOException {
        if (!value.path("mode").isTextual()) {
            return new Entry.ResetMode(scope);
        }
        String name = text(value, "mode");
        try {
            return new Entry.SetMode(scope, Mode.valueOf(name));
        } catch (IllegalArgumentException e) {
            throw new IOException("no mode: " + name, e);
        }
    }

    private static Scope scope(JsonNode key) {
        JsonNode subject = key.path("subject");
        return subject.isTextual() ? Scope.of(subject.textValue()) : Scope.GLOBAL;
    }

    private static String text(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (!value.isTextual()) {
            throw new IOException("no text in field " + field);
        }
        return value.textValue();
    }

    private static int number(JsonNode node, String field) throws IOException {
        JsonNode value = node.path(field);
        if (!value.canConvertToInt() || !value.isIntegralNumber()) {
            throw new IOException("no number in field " + field);
        }
        return value.intValue();
    }

    private static ObjectNode object() {
        return JSON.createObjectNode();
    }

    private static Encoded encoded(ObjectNode key, @Nullable ObjectNode value) {
        try {
            return new Encoded(JSON.writeValueAsString(key), value == null ? null : JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree that is no JSON", e);
        }
    }
}
