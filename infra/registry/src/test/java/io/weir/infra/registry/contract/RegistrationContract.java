package io.weir.infra.registry.contract;

import static io.weir.infra.registry.contract.Served.sameSchema;
import static io.weir.infra.registry.contract.Served.taken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Registering, looking up and reading. */
interface RegistrationContract extends Served {

    @Test
    default void aRegisteredSchemaIsReadByItsId() {
        String schema = Served.record("ById", "a");
        int id = register("reg-id", schema);

        sameSchema(schema, taken(rest().get("/schemas/ids/" + id)).path("schema"));
        assertEquals(Rest.parsed(schema), taken(rest().get("/schemas/ids/" + id + "/schema")));
    }

    @Test
    default void registeringAgainGivesTheSameIdAndNoVersion() {
        int first = register("reg-again", INT);

        assertEquals(first, register("reg-again", INT));
        assertEquals("[1]", rest().get("/subjects/reg-again/versions").text());
    }

    @Test
    default void blanksMakeNoOtherSchema() {
        int first = register("reg-blanks", Served.record("Blanks", "a"));
        String blanks = Served.record("Blanks", "a").replace(",", " ,\n ").replace(":", " : ");

        assertEquals(first, register("reg-blanks", blanks));
        assertEquals("[1]", rest().get("/subjects/reg-blanks/versions").text());
    }

    @Test
    default void theSameSchemaInAnotherSubjectHasTheSameIdAndAVersionOfItsOwn() {
        register("reg-two", Served.record("Two", "a"));
        int id = register("reg-two", Served.record("Two", "a", "b=0"));

        assertEquals(id, register("reg-other", Served.record("Two", "a", "b=0")));
        assertEquals("[1]", rest().get("/subjects/reg-other/versions").text());
        JsonNode subjects = taken(rest().get("/schemas/ids/" + id + "/subjects"));
        assertEquals("[\"reg-other\",\"reg-two\"]", sorted(subjects));
        String versions = rest().get("/schemas/ids/" + id + "/versions").text();
        assertTrue(versions.contains("{\"subject\":\"reg-two\",\"version\":2}"), versions);
        assertTrue(versions.contains("{\"subject\":\"reg-other\",\"version\":1}"), versions);
    }

    private static String sorted(JsonNode list) {
        List<String> texts = new java.util.ArrayList<>();
        list.forEach(node -> texts.add(node.toString()));
        texts.sort(null);
        return "[" + String.join(",", texts) + "]";
    }

    @Test
    default void versionsCountFromOneAndTheLatestIsTheLast() {
        String first = Served.record("Count", "a");
        String second = Served.record("Count", "a", "b=0");
        int id = register("reg-count", first);
        assertNotEquals(id, register("reg-count", second));

        assertEquals("[1,2]", rest().get("/subjects/reg-count/versions").text());
        JsonNode one = taken(rest().get("/subjects/reg-count/versions/1"));
        assertEquals("reg-count", one.path("subject").asText());
        assertEquals(1, one.path("version").intValue());
        assertEquals(id, one.path("id").intValue());
        sameSchema(first, one.path("schema"));
        for (String latest : List.of("latest", "-1")) {
            JsonNode last = taken(rest().get("/subjects/reg-count/versions/" + latest));
            assertEquals(2, last.path("version").intValue());
            sameSchema(second, last.path("schema"));
        }
        assertEquals(Rest.parsed(second), taken(rest().get("/subjects/reg-count/versions/2/schema")));
    }

    @Test
    default void aLookUpFindsTheVersionAndRegistersNothing() {
        register("reg-find", Served.record("Find", "a"));
        int id = register("reg-find", Served.record("Find", "a", "b=0"));

        JsonNode found = taken(rest().post("/subjects/reg-find", Served.record("Find", "a", "b=0")));
        assertEquals("reg-find", found.path("subject").asText());
        assertEquals(2, found.path("version").intValue());
        assertEquals(id, found.path("id").intValue());
        sameSchema(Served.record("Find", "a", "b=0"), found.path("schema"));
        refused(40403, "Schema not found", rest().post("/subjects/reg-find", Served.record("Find", "c")));
        assertEquals("[1,2]", rest().get("/subjects/reg-find/versions").text());
        refused(40401, "Subject 'reg-none' not found.", rest().post("/subjects/reg-none", INT));
    }

    @Test
    default void whatIsNotThereIsNotFound() {
        register("reg-there", INT);

        refused(40401, "Subject 'reg-not' not found.", rest().get("/subjects/reg-not/versions"));
        refused(40401, "Subject 'reg-not' not found.", rest().get("/subjects/reg-not/versions/1"));
        refused(40402, "Version 2 not found.", rest().get("/subjects/reg-there/versions/2"));
        refused(40403, "Schema 987654 not found", rest().get("/schemas/ids/987654"));
        refused(40403, "Schema not found", rest().get("/schemas/ids/987654/versions"));
    }

    @Test
    default void aVersionIsANumberFromOneOrTheLatest() {
        register("reg-version", INT);

        for (String version : List.of("0", "-2", "first", "2147483648")) {
            if (has(Difference.NO_VERSION_IS_NOT_FOUND)) {
                assertEquals(
                        404,
                        rest().get("/subjects/reg-version/versions/" + version).status());
                continue;
            }
            refused(
                    42202,
                    "The specified version '" + version + "' is not a valid version id.",
                    rest().get("/subjects/reg-version/versions/" + version));
        }
    }

    @Test
    default void whatIsNoSchemaIsRefused() {
        refused(42201, "Invalid schema", rest().post("/subjects/reg-bad/versions", "{\"type\":\"nothing\"}"));
        refused(42201, "Invalid schema", rest().post("/subjects/reg-bad/versions", "no schema"));
        refused(40401, "Subject 'reg-bad' not found.", rest().get("/subjects/reg-bad/versions"));
    }

    @Test
    default void anEmptySchemaIsRefused() {
        Rest.Reply reply = rest().post("/subjects/reg-empty/versions", "");

        if (has(Difference.EMPTY_SCHEMA_TAKEN)) {
            taken(reply);
        } else {
            refused(42201, "Empty schema", reply);
        }
    }

    @Test
    default void subjectsAndTypesAreListed() {
        register("reg-listed", INT);

        assertTrue(rest().get("/subjects").text().contains("\"reg-listed\""));
        assertTrue(rest().get("/schemas/types").text().contains("\"AVRO\""));
        assertTrue(
                rest().get("/subjects").type().startsWith(Rest.TYPE),
                rest().get("/subjects").type());
    }
}
