package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The rules of evolution that hold for every field of every record; see README.md. */
class SchemaRulesTest {
    private static final Path AVRO = Path.of("src/main/avro");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a record is about. A field of identity has no default: a record without it means nothing. */
    private static final Set<String> IDENTITY = Set.of(
            "Account.account",
            "Aggregate.kind",
            "Alert.account",
            "Alert.id",
            "Attempt.tenant",
            "Attempt.query_id",
            "Attempt.attempt",
            "AuditRecord.account",
            "BodyRef.uri",
            "Calibration.version",
            "Cancel.tenant",
            "Cancel.query_id",
            "Chunk.tenant",
            "Chunk.query_id",
            "Chunk.attempt",
            "Claim.tenant",
            "Claim.query_id",
            "Claim.attempt",
            "Claim.claim",
            "Control.worker",
            "Coordinates.topic",
            "Coordinates.partition",
            "Coordinates.offset",
            "DeadLetter.id",
            "Decision.tenant",
            "Decision.query_id",
            "Decision.attempt",
            "GridIntensity.region",
            "Heartbeat.tenant",
            "Heartbeat.query_id",
            "Heartbeat.attempt",
            "Heartbeat.claim",
            "Inbox.kind",
            "Inbox.id",
            "LedgerEntry.id",
            "Limit.id",
            "MeterReading.device",
            "Model.model",
            "ModelBlob.version",
            "Outcome.tenant",
            "Outcome.query_id",
            "Outcome.attempt",
            "Grant.tenant",
            "Grant.grant_id",
            "Pacing.account",
            "Price.model",
            "Query.tenant",
            "Query.query_id",
            "Result.tenant",
            "Result.query_id",
            "Tier.tier",
            "Verdict.tenant",
            "Verdict.query_id",
            "Verdict.attempt",
            "WorkerState.worker");

    @TestFactory
    Stream<DynamicTest> recordsKeepTheRules() throws IOException {
        return files().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertEquals(List.of(), breaches(JSON.readTree(file.toFile())))));
    }

    @Test
    void everyFieldOfIdentityExists() throws IOException {
        List<String> fields = new ArrayList<>();
        for (Path file : files()) {
            JsonNode record = JSON.readTree(file.toFile());
            record.required("fields").forEach(field -> fields.add(nameOf(record, field)));
        }

        assertEquals(
                List.of(),
                IDENTITY.stream().filter(name -> !fields.contains(name)).toList());
    }

    @Test
    void recordsAreNamedLikeTheirFilesInOneNamespace() throws IOException {
        for (Path file : files()) {
            JsonNode record = JSON.readTree(file.toFile());
            assertEquals(
                    record.required("name").asText() + ".avsc",
                    file.getFileName().toString());
            assertEquals("io.weir.v1", record.required("namespace").asText());
        }
    }

    @Test
    void breachesAreFound() throws IOException {
        assertBreach("no doc", "{'name': 'x', 'type': 'int', 'default': 0}");
        assertBreach("no doc", "{'name': 'x', 'type': 'int', 'default': 0, 'doc': ' '}");
        assertBreach("no default", "{'name': 'x', 'type': 'int', 'doc': 'X.'}");
        assertBreach("union", "{'name': 'x', 'type': ['int', 'null'], 'default': 0, 'doc': 'X.'}");
        assertBreach("union", "{'name': 'x', 'type': ['null', 'int', 'long'], 'default': null, 'doc': 'X.'}");
        assertBreach(
                "union",
                "{'name': 'x', 'type': {'type': 'array', 'items': ['null', 'int']}, 'default': [], 'doc': 'X.'}");
        assertBreach(
                "null is not the default", "{'name': 'x', 'type': ['null', 'string'], 'default': 'a', 'doc': 'X.'}");
        assertBreach(
                "enum",
                "{'name': 'x', 'type': {'type': 'enum', 'name': 'E', 'symbols': ['A']}, 'default': 'A', 'doc': 'X.'}");
        assertBreach("snake_case", "{'name': 'aName', 'type': 'int', 'default': 0, 'doc': 'X.'}");
    }

    private static void assertBreach(String words, String field) throws IOException {
        String record = "{'type': 'record', 'name': 'R', 'doc': 'R.', 'fields': [" + field + "]}";
        List<String> breaches = breaches(JSON.readTree(record.replace('\'', '"')));
        assertEquals(1, breaches.size(), breaches.toString());
        assertTrue(breaches.get(0).contains(words), breaches.toString());
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(AVRO)) {
            List<Path> sorted = files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .toList();
            assertFalse(sorted.isEmpty());
            return sorted;
        }
    }

    private static List<String> breaches(JsonNode record) {
        List<String> breaches = new ArrayList<>();
        if (record.path("doc").asText().isBlank()) {
            breaches.add(record.path("name").asText() + " has no doc");
        }
        for (JsonNode field : record.required("fields")) {
            String name = nameOf(record, field);
            if (field.path("doc").asText().isBlank()) {
                breaches.add(name + " has no doc");
            }
            if (!field.has("default") && !IDENTITY.contains(name)) {
                breaches.add(name + " has no default");
            }
            if (field.has("default") && IDENTITY.contains(name)) {
                breaches.add(name + " is identity and has a default");
            }
            if (!field.required("name").asText().matches("[a-z][a-z0-9_]*")) {
                breaches.add(name + " is not snake_case");
            }
            typeBreaches(name, field, breaches);
        }
        return breaches;
    }

    private static void typeBreaches(String name, JsonNode field, List<String> breaches) {
        JsonNode type = field.required("type");
        if (!type.isArray()) {
            innerBreaches(name, type, breaches);
        } else if (type.size() != 2 || !type.get(0).asText().equals("null")) {
            breaches.add(name + " has a union that is not [null, T]: " + type);
        } else {
            innerBreaches(name, type.get(1), breaches);
            if (!field.path("default").isNull()) {
                breaches.add(name + " is nullable and null is not the default");
            }
        }
    }

    /** Below the field itself nothing is nullable, and kinds are strings, so that a new one is no new schema. */
    private static void innerBreaches(String name, JsonNode type, List<String> breaches) {
        if (type.isArray()) {
            breaches.add(name + " has a union inside: " + type);
        } else if (type.isObject()) {
            if (Set.of("enum", "record", "fixed").contains(type.required("type").asText())) {
                breaches.add(name + " defines a type in place, such as an enum: " + type);
            }
            Stream.of("items", "values")
                    .filter(type::has)
                    .forEach(part -> innerBreaches(name, type.get(part), breaches));
        }
    }

    private static String nameOf(JsonNode record, JsonNode field) {
        return record.required("name").asText() + "." + field.required("name").asText();
    }
}
