package io.weir.infra.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes, messages and shapes as bytes on the wire; each test has its own subject. */
class RegistryHttpIT {

    private static final String V1 = "application/vnd.schemaregistry.v1+json";
    private static final JsonMapper JSON = new JsonMapper();
    private static final String INT = schema("\"int\"");
    private static final String LONG = schema("\"long\"");

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;
    private static RegistryServer server;
    private static HttpClient http;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
        server = RegistryServer.start(RegistryConfig.of(broker.bootstrapServers(), 0));
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        server.close();
        broker.close();
    }

    @Test
    void theRootIsAnEmptyObject() throws Exception {
        HttpResponse<String> reply = get("/");

        assertEquals(200, reply.statusCode());
        assertEquals("{}", reply.body());
        assertEquals(V1, reply.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void anAcceptedTypeIsGiven() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri("/schemas/types"))
                .header("Accept", "application/json")
                .build();
        HttpResponse<String> reply = http.send(request, BodyHandlers.ofString());

        assertEquals("[\"AVRO\"]", reply.body());
        assertEquals(
                "application/json", reply.headers().firstValue("Content-Type").orElseThrow());
    }

    @Test
    void aVersionHasSubjectVersionIdAndSchema() throws Exception {
        int id = post("/subjects/shape/versions", INT).get("id").intValue();

        assertEquals(
                "{\"subject\":\"shape\",\"version\":1,\"id\":" + id + ",\"schema\":\"\\\"int\\\"\"}",
                get("/subjects/shape/versions/latest").body());
        assertEquals("{\"schema\":\"\\\"int\\\"\"}", get("/schemas/ids/" + id).body());
        assertEquals("\"int\"", get("/schemas/ids/" + id + "/schema").body());
        assertEquals("\"int\"", get("/subjects/shape/versions/-1/schema").body());
        assertEquals("[1]", get("/subjects/shape/versions").body());
        assertEquals("[]", get("/subjects/shape/versions/1/referencedby").body());
        assertEquals(id, post("/subjects/shape", INT).get("id").intValue());
        assertTrue(get("/schemas/ids/" + id + "/versions").body().contains("{\"subject\":\"shape\",\"version\":1}"));
        assertTrue(get("/schemas/ids/" + id + "/subjects").body().contains("\"shape\""));
        assertTrue(get("/schemas?subjectPrefix=shape").body().startsWith("[{\"subject\":\"shape\""));
    }

    @Test
    void whatIsNotFoundIsNamed() throws Exception {
        assertError(404, 40401, "Subject 'nf' not found.", get("/subjects/nf/versions"));
        assertError(404, 40401, "Subject 'nf' not found.", send("POST", "/subjects/nf", INT));
        assertError(404, 40403, "Schema 99999 not found", get("/schemas/ids/99999"));
        post("/subjects/nf/versions", INT);
        assertError(404, 40402, "Version 2 not found.", get("/subjects/nf/versions/2"));
        assertError(404, 40403, "Schema not found", send("POST", "/subjects/nf", LONG));
        assertError(404, 404, "HTTP 404 Not Found", get("/schemas/ids/x"));
        assertEquals(404, get("/nowhere").statusCode());
        assertEquals(405, send("PUT", "/subjects", "{}").statusCode());
    }

    @Test
    void whatIsInvalidIsNamed() throws Exception {
        assertError(
                422,
                42202,
                "The specified version '0' is not a valid version id. "
                        + "Allowed values are between [1, 2^31-1] and the string \"latest\"",
                get("/subjects/iv/versions/0"));
        assertError(
                422,
                42203,
                "Invalid compatibility level. Valid values are none, backward, forward, full, "
                        + "backward_transitive, forward_transitive, and full_transitive",
                send("PUT", "/config/iv", "{\"compatibility\":\"SOME\"}"));
        assertError(
                422,
                42204,
                "Invalid mode. Valid values are READWRITE, READONLY, READONLY_OVERRIDE, and IMPORT.",
                send("PUT", "/mode/iv", "{\"mode\":\"SOME\"}"));
        assertError(422, 42201, "Empty schema", send("POST", "/subjects/iv/versions", "{}"));
        assertEquals(42201, code(send("POST", "/subjects/iv/versions", schema("{}"))));
        assertEquals(42201, code(send("POST", "/subjects/iv/versions", "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}")));
        assertError(
                422,
                422,
                "Unrecognized field: ruleSet",
                send(
                        "POST",
                        "/subjects/iv/versions",
                        "{\"schema\":\"\\\"int\\\"\",\"ruleSet\":{\"domainRules\":[1]}}"));
        assertEquals(400, send("POST", "/subjects/iv/versions", "{").statusCode());
    }

    @Test
    void aBodyIsBoundedAndOfAKnownType() throws Exception {
        String large = schema("\"" + "x".repeat(1_000_000) + "\"");
        assertEquals(413, send("POST", "/subjects/large/versions", large).statusCode());

        HttpRequest form = HttpRequest.newBuilder(uri("/subjects/form/versions"))
                .header("Content-Type", "text/plain")
                .POST(BodyPublishers.ofString(INT))
                .build();
        assertEquals(415, http.send(form, BodyHandlers.ofString()).statusCode());
    }

    @Test
    void aSchemaNearTheBoundIsRegistered() throws Exception {
        String near = schema("{\"type\":\"int\",\"doc\":\"" + "x".repeat(990_000) + "\"}");

        assertTrue(post("/subjects/near/versions", near).get("id").isInt());
    }

    @Test
    void aTrialSaysYesOrNoAndWhy() throws Exception {
        assertEquals(
                "{\"is_compatible\":true}",
                send("POST", "/compatibility/subjects/trial/versions/latest", INT)
                        .body());
        assertEquals(40401, code(send("POST", "/compatibility/subjects/trial/versions/1", INT)));
        post("/subjects/trial/versions", LONG);
        assertEquals(40402, code(send("POST", "/compatibility/subjects/trial/versions/2", INT)));
        assertEquals(
                "{\"is_compatible\":false}",
                send("POST", "/compatibility/subjects/trial/versions", INT).body());
        JsonNode verbose = JSON.readTree(send("POST", "/compatibility/subjects/trial/versions/1?verbose=true", INT)
                .body());
        assertTrue(verbose.get("messages").get(0).textValue().contains("TYPE_MISMATCH"));
    }

    @Test
    void allSevenLevelsAreTaken() throws Exception {
        for (String level : new String[] {
            "NONE", "BACKWARD", "BACKWARD_TRANSITIVE", "FORWARD", "FORWARD_TRANSITIVE", "FULL", "FULL_TRANSITIVE"
        }) {
            String body = "{\"compatibility\":\"" + level + "\"}";
            assertEquals(body, send("PUT", "/config/seven", body).body());
            assertEquals(
                    "{\"compatibilityLevel\":\"" + level + "\"}",
                    get("/config/seven").body());
        }
        assertEquals(
                "{\"compatibilityLevel\":\"FULL_TRANSITIVE\"}",
                send("DELETE", "/config/seven", "").body());
        assertError(
                404,
                40408,
                "Subject 'seven' does not have subject-level compatibility configured",
                get("/config/seven"));
        assertEquals(
                "{\"compatibilityLevel\":\"BACKWARD\"}",
                get("/config/seven?defaultToGlobal=true").body());
    }

    @Test
    void modesAreOfASubjectOrOfAll() throws Exception {
        assertError(404, 40409, "Subject 'mode' does not have subject-level mode configured", get("/mode/mode"));
        assertEquals(
                "{\"mode\":\"READWRITE\"}",
                get("/mode/mode?defaultToGlobal=true").body());
        assertEquals(
                "{\"mode\":\"READONLY\"}",
                send("PUT", "/mode/mode", "{\"mode\":\"READONLY\"}").body());
        assertError(422, 42205, "Subject mode is in read-only mode", send("POST", "/subjects/mode/versions", INT));
        assertEquals("{\"mode\":\"READONLY\"}", send("DELETE", "/mode/mode", "").body());
        post("/subjects/mode/versions", INT);
        assertError(
                422,
                42205,
                "Cannot import since found existing subjects",
                send("PUT", "/mode/mode", "{\"mode\":\"IMPORT\"}"));
    }

    @Test
    void deletionsAreTakenInOrder() throws Exception {
        post("/subjects/del/versions", INT);
        assertError(
                404,
                40405,
                "Subject 'del' was not deleted first before being permanently deleted",
                send("DELETE", "/subjects/del?permanent=true", ""));
        assertEquals("1", send("DELETE", "/subjects/del/versions/latest", "").body());
        assertError(
                404,
                40406,
                "Subject 'del' Version 1 was soft deleted. Set permanent=true to delete permanently",
                send("DELETE", "/subjects/del/versions/1", ""));
        assertError(
                404,
                40404,
                "Subject 'del' was soft deleted. Set permanent=true to delete permanently",
                send("DELETE", "/subjects/del", ""));
        assertTrue(get("/subjects?deleted=true").body().contains("\"del\""));
        assertEquals(
                "[\"del\"]", get("/subjects?deletedOnly=true&subjectPrefix=del").body());
        assertEquals("[1]", send("DELETE", "/subjects/del?permanent=true", "").body());
        assertError(404, 40401, "Subject 'del' not found.", send("DELETE", "/subjects/del", ""));
    }

    private static JsonNode post(String path, String body) throws Exception {
        HttpResponse<String> reply = send("POST", path, body);
        assertEquals(200, reply.statusCode(), reply.body());
        return JSON.readTree(reply.body());
    }

    private static HttpResponse<String> get(String path) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", V1)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return http.send(request, BodyHandlers.ofString());
    }

    private static void assertError(int status, int code, String message, HttpResponse<String> reply) throws Exception {
        JsonNode body = JSON.readTree(reply.body());
        assertEquals(message, body.path("message").textValue());
        assertEquals(code, body.path("error_code").intValue());
        assertEquals(status, reply.statusCode());
    }

    private static int code(HttpResponse<String> reply) throws Exception {
        return JSON.readTree(reply.body()).path("error_code").intValue();
    }

    private static URI uri(String path) {
        return URI.create(server.url() + path);
    }

    private static String schema(String schema) {
        return JSON.createObjectNode().put("schema", schema).toString();
    }
}
