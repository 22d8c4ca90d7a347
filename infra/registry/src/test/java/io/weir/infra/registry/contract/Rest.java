package io.weir.infra.registry.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * A registry by its base URL.
 *
 * @param base without a slash at the end
 */
record Rest(String base, HttpClient client) {

    static final String TYPE = "application/vnd.schemaregistry.v1+json";
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    static Rest at(String base) {
        return new Rest(base, HttpClient.newHttpClient());
    }

    /** What came back. */
    record Reply(int status, String type, String text) {

        JsonNode json() {
            try {
                return text.isEmpty() ? MissingNode.getInstance() : JSON.readTree(text);
            } catch (JsonProcessingException e) {
                throw new AssertionError("no JSON: " + this, e);
            }
        }
    }

    Reply get(String path) {
        return send("GET", path, "");
    }

    Reply delete(String path) {
        return send("DELETE", path, "");
    }

    Reply put(String path, String field, String value) {
        return send("PUT", path, JSON.createObjectNode().put(field, value).toString());
    }

    Reply post(String path, String schema) {
        return send("POST", path, JSON.createObjectNode().put("schema", schema).toString());
    }

    /** Posts a schema with references, {@code name subject version} each. */
    Reply post(String path, String schema, String... references) {
        var body = JSON.createObjectNode().put("schema", schema);
        var list = body.putArray("references");
        for (String reference : references) {
            String[] parts = reference.split(" ");
            list.addObject().put("name", parts[0]).put("subject", parts[1]).put("version", Integer.parseInt(parts[2]));
        }
        return send("POST", path, body.toString());
    }

    Reply send(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(PATIENCE)
                .header("Accept", TYPE)
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!body.isEmpty()) {
            request.header("Content-Type", TYPE);
        }
        try {
            HttpResponse<String> reply = client.send(request.build(), BodyHandlers.ofString());
            return new Reply(
                    reply.statusCode(),
                    reply.headers().firstValue("Content-Type").orElse(""),
                    reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
