package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.SimpleParsedSchemaHolder;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every current schema reads, and is read by, every released one, by the check that registries run. */
class CompatibilityTest {
    private static final Path RELEASED = Path.of("src/released");

    @TestFactory
    Stream<DynamicTest> currentIsFullTransitiveWith() throws IOException {
        List<Path> releases = releases();
        assertFalse(releases.isEmpty());
        return releases.stream()
                .map(release ->
                        DynamicTest.dynamicTest(release.getFileName().toString(), () -> assertCompatible(release)));
    }

    private static void assertCompatible(Path release) throws IOException {
        Map<String, Schema> current = SchemaRelease.current();
        Map<String, Schema> released = SchemaRelease.read(release);
        assertFalse(released.isEmpty());
        released.forEach((subject, schema) -> {
            assertNotNull(current.get(subject), subject + " was released and is gone");
            assertEquals(List.of(), breaches(current.get(subject), schema), subject);
        });
    }

    private static List<Path> releases() throws IOException {
        try (Stream<Path> releases = Files.list(RELEASED)) {
            return releases.filter(Files::isDirectory).sorted().toList();
        }
    }

    private static List<String> breaches(Schema current, Schema released) {
        return new AvroSchema(current)
                .isCompatible(
                        CompatibilityLevel.FULL_TRANSITIVE,
                        List.of(new SimpleParsedSchemaHolder(new AvroSchema(released))));
    }

    @Test
    void newFieldWithADefault_isCompatible() throws IOException {
        assertEquals(List.of(), breachesOf(query -> fields(query)
                .addObject()
                .put("name", "color")
                .put("type", "string")
                .put("default", "")));
    }

    @Test
    void removedFieldWithADefault_isCompatible() throws IOException {
        assertEquals(List.of(), breachesOf(query -> fields(query).remove(indexOf(query, "priority"))));
    }

    @Test
    void newFieldWithoutADefault_isCaught() throws IOException {
        assertCaught(query -> fields(query).addObject().put("name", "color").put("type", "string"));
    }

    @Test
    void removedIdentity_isCaught() throws IOException {
        assertCaught(query -> fields(query).remove(indexOf(query, "query_id")));
    }

    @Test
    void renamedField_isCaught() throws IOException {
        assertCaught(query -> field(query, "tenant").put("name", "customer"));
    }

    @Test
    void changedType_isCaughtEvenWhereOneDirectionWidens() throws IOException {
        assertCaught(query -> field(query, "priority").put("type", "long"));
    }

    /** The default is what lets one side lack the field, so it may not go while a release has it. */
    @Test
    void removedDefault_isCaughtOnceAReleaseLacksTheField() throws IOException {
        Schema withoutDefault = changed(query -> field(query, "priority").remove("default"));
        Schema lacking = changed(query -> fields(query).remove(indexOf(query, "priority")));

        assertNotEquals(List.of(), breaches(withoutDefault, lacking));
    }

    private static void assertCaught(Consumer<JsonNode> change) throws IOException {
        assertNotEquals(List.of(), breachesOf(change));
    }

    private static List<String> breachesOf(Consumer<JsonNode> change) throws IOException {
        return breaches(changed(change), Topics.QUERIES.schema());
    }

    private static Schema changed(Consumer<JsonNode> change) throws IOException {
        JsonNode query = new ObjectMapper().readTree(Topics.QUERIES.schema().toString());
        change.accept(query);
        return new Schema.Parser().parse(query.toString());
    }

    private static ArrayNode fields(JsonNode record) {
        return record.withArray("fields");
    }

    private static ObjectNode field(JsonNode record, String name) {
        return (ObjectNode) fields(record).get(indexOf(record, name));
    }

    private static int indexOf(JsonNode record, String name) {
        List<String> names = record.required("fields").findValuesAsText("name");
        int index = 0;
        for (JsonNode field : fields(record)) {
            if (field.required("name").asText().equals(name)) {
                return index;
            }
            index++;
        }
        throw new AssertionError("no field " + name + " in " + names);
    }
}
