package io.weir.infra.registry.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.http.Context;
import io.weir.infra.registry.operation.RegistryException;
import io.weir.infra.registry.store.Reference;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import java.util.List;
import java.util.stream.Stream;

/** The bodies of answers. */
final class Replies {

    /** In the order in which a client that takes any of them gets one. */
    private static final List<String> TYPES = List.of(
            "application/vnd.schemaregistry.v1+json", "application/vnd.schemaregistry+json", "application/json");

    private static final JsonMapper JSON = new JsonMapper();

    private Replies() {}

    static void json(Context ctx, Object value) {
        try {
            ctx.contentType(contentType(ctx)).result(JSON.writeValueAsString(value));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a reply that is no JSON", e);
        }
    }

    /** A schema as it is, not as a JSON string. */
    static void raw(Context ctx, String schema) {
        ctx.contentType(contentType(ctx)).result(schema);
    }

    static void refusal(Context ctx, RegistryException e) {
        ctx.status(e.status());
        json(ctx, one("error_code", e.code()).put("message", e.getMessage()));
    }

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    static ObjectNode one(String name, String value) {
        return object().put(name, value);
    }

    static ObjectNode one(String name, int value) {
        return object().put(name, value);
    }

    static ObjectNode text(SchemaText text) {
        ObjectNode node = object();
        addText(node, text);
        return node;
    }

    static ObjectNode version(SchemaVersion version) {
        ObjectNode node = object().put("subject", version.subject())
                .put("version", version.version())
                .put("id", version.id());
        addText(node, version.text());
        return node;
    }

    static ObjectNode coordinates(SchemaVersion version) {
        return one("subject", version.subject()).put("version", version.version());
    }

    private static void addText(ObjectNode node, SchemaText text) {
        if (!text.type().equals(SchemaText.AVRO)) {
            node.put("schemaType", text.type());
        }
        if (!text.references().isEmpty()) {
            ArrayNode references = node.putArray("references");
            for (Reference reference : text.references()) {
                references
                        .addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        node.put("schema", text.schema());
    }

    private static String contentType(Context ctx) {
        String accept = ctx.header("Accept") == null ? "*/*" : ctx.header("Accept") + "";
        return Stream.of(accept.split(","))
                .map(range -> range.split(";", 2)[0].strip())
                .filter(TYPES::contains)
                .min((left, right) -> Integer.compare(TYPES.indexOf(left), TYPES.indexOf(right)))
                .orElse(TYPES.get(0));
    }
}
