package io.weir.infra.registry.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.weir.infra.registry.operation.Refusals;
import io.weir.infra.registry.operation.RegistryException;
import io.weir.infra.registry.operation.Submission;
import io.weir.infra.registry.store.Reference;
import io.weir.infra.registry.store.SchemaText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The body of a request: one JSON object of bounded size with known fields. */
record Body(JsonNode fields) {

    /**
     * A schema travels as a string inside JSON, here as in the log; at a million bytes it stays below Kafka's default
     * limit of 1,048,588 for a message.
     */
    static final int MAX_BYTES = 1_000_000;

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> CONTENT_TYPES = Set.of(
            "application/vnd.schemaregistry.v1+json",
            "application/vnd.schemaregistry+json",
            "application/json",
            "application/octet-stream");

    private static final Set<String> SCHEMA_FIELDS = Set.of("schema", "schemaType", "references", "id", "version");

    /** Fields of newer servers that must be empty here. */
    private static final Set<String> UNSUPPORTED =
            Set.of("metadata", "ruleSet", "schemaTagsToAdd", "schemaTagsToRemove", "propagateSchemaTags", "subject");

    static Submission submission(Context ctx) {
        Body body = read(ctx);
        body.requireFields(SCHEMA_FIELDS);
        String schema = body.text("schema");
        if (schema == null) {
            throw Refusals.invalidSchema("Empty schema");
        }
        String type = body.text("schemaType");
        SchemaText text = new SchemaText(type == null ? SchemaText.AVRO : type, schema, body.references());
        boolean normalize = Query.flag(ctx, "normalize");
        return new Submission(text, body.number("id"), body.number("version"), normalize);
    }

    /** The one text field of a settings request; empty if it is missing. */
    static String setting(Context ctx, String field) {
        Body body = read(ctx);
        body.requireFields(Set.of(field));
        String value = body.text(field);
        return value == null ? "" : value;
    }

    private static Body read(Context ctx) {
        requireContentType(ctx.contentType());
        byte[] bytes;
        try {
            bytes = ctx.bodyInputStream().readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new RegistryException(413, "The body is larger than " + MAX_BYTES + " bytes");
        }
        try {
            JsonNode node = JSON.readTree(bytes);
            if (node.isObject()) {
                return new Body(node);
            }
        } catch (IOException e) {
            throw new RegistryException(400, "The body is not JSON: " + e.getMessage());
        }
        throw new RegistryException(400, "The body is not a JSON object");
    }

    private static void requireContentType(@Nullable String contentType) {
        String type = contentType == null ? "" : contentType.split(";", 2)[0].strip();
        if (!CONTENT_TYPES.contains(type)) {
            throw new RegistryException(415, "HTTP 415 Unsupported Media Type");
        }
    }

    private void requireFields(Set<String> known) {
        fields.fieldNames().forEachRemaining(name -> {
            JsonNode value = fields.path(name);
            boolean empty = value.isNull() || (value.isContainerNode() && value.isEmpty());
            if (!known.contains(name) && !(UNSUPPORTED.contains(name) && empty)) {
                throw Refusals.unrecognizedField(name);
            }
        });
    }

    private @Nullable String text(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            throw malformed(name);
        }
        return value.textValue();
    }

    /** A number; 0 and -1 are what clients send for none. */
    private @Nullable Integer number(String name) {
        JsonNode value = fields.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw malformed(name);
        }
        return value.intValue() <= 0 ? null : value.intValue();
    }

    private List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        JsonNode nodes = fields.path("references");
        if (!nodes.isArray() && !nodes.isMissingNode() && !nodes.isNull()) {
            throw malformed("references");
        }
        for (JsonNode node : nodes) {
            String name = new Body(node).text("name");
            String subject = new Body(node).text("subject");
            Integer version = new Body(node).number("version");
            if (name == null || subject == null || version == null) {
                throw Refusals.invalidSchema("Invalid reference: " + node);
            }
            references.add(new Reference(name, subject, version));
        }
        return references;
    }

    private static RegistryException malformed(String name) {
        return new RegistryException(400, "Malformed field: " + name);
    }
}
