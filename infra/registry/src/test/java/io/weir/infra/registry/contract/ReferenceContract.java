package io.weir.infra.registry.contract;

import static io.weir.infra.registry.contract.Served.taken;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Schemas that take types from other subjects. */
interface ReferenceContract extends Served {

    /** A record with one field of another's type. */
    private static String holding(String name, String type) {
        return "{\"type\":\"record\",\"name\":\"" + name + "\",\"fields\":[{\"name\":\"of\",\"type\":\"" + type
                + "\"}]}";
    }

    @Test
    default void aReferenceIsResolvedAndGivenBack() {
        register("ref-part", Served.record("RefPart", "a"));
        int id = register("ref-whole", holding("RefWhole", "RefPart"), "RefPart ref-part 1");

        JsonNode version = taken(rest().get("/subjects/ref-whole/versions/1"));
        String expected = "[{\"name\":\"RefPart\",\"subject\":\"ref-part\",\"version\":1}]";
        assertEquals(Rest.parsed(expected), version.path("references"));
        assertEquals(
                Rest.parsed(expected), taken(rest().get("/schemas/ids/" + id)).path("references"));
        assertEquals(
                "[" + id + "]",
                rest().get("/subjects/ref-part/versions/1/referencedby").text());
        JsonNode found =
                taken(rest().post("/subjects/ref-whole", holding("RefWhole", "RefPart"), "RefPart ref-part 1"));
        assertEquals(id, found.path("id").intValue());
    }

    @Test
    default void aReferenceToWhatIsNotThereIsRefused() {
        register("ref-one", Served.record("RefOne", "a"));
        String schema = holding("RefLost", "RefOne");
        String path = "/subjects/ref-lost/versions";

        refused(42201, "Invalid schema", rest().post(path, schema));
        refused(42201, "Invalid schema", rest().post(path, schema, "RefOne ref-none 1"));
        refused(42201, "Invalid schema", rest().post(path, schema, "RefOne ref-one 2"));
        refused(40401, "Subject 'ref-lost' not found.", rest().get(path));
    }

    @Test
    default void whatIsReferredToIsNotDeleted() {
        register("ref-kept", Served.record("RefKept", "a"));
        register("ref-user", holding("RefUser", "RefKept"), "RefKept ref-kept 1");

        refused(42206, "One or more references exist to the schema", rest().delete("/subjects/ref-kept/versions/1"));
        refused(42206, "One or more references exist to the schema", rest().delete("/subjects/ref-kept"));
        assertEquals("[1]", rest().get("/subjects/ref-kept/versions").text());
    }

    @Test
    default void compatibilityLooksIntoReferences() {
        register("ref-int", Served.record("RefInner", "a"));
        register("ref-next", Served.record("RefInner", "a", "b"));
        register("ref-outer", holding("RefOuter", "RefInner"), "RefInner ref-int 1");

        Rest.Reply reply =
                rest().post("/subjects/ref-outer/versions", holding("RefOuter", "RefInner"), "RefInner ref-next 1");

        if (has(Difference.REFERENCES_NOT_COMPARED)) {
            taken(reply);
        } else {
            refused(409, "Schema being registered is incompatible", reply);
        }
    }
}
