package io.weir.infra.registry.contract;

import static io.weir.infra.registry.contract.Served.taken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Deletion in two steps: a soft one hides, a permanent one forgets. */
interface DeletionContract extends Served {

    private int two(String subject, String name) {
        register(subject, Served.record(name, "a"));
        return register(subject, Served.record(name, "a", "b=0"));
    }

    @Test
    default void aDeletedSubjectIsHiddenAndItsSchemasAreStillReadById() {
        int id = two("del-soft", "Soft");

        assertEquals("[1,2]", rest().delete("/subjects/del-soft").text());

        refused(40401, "Subject 'del-soft' not found.", rest().get("/subjects/del-soft/versions"));
        assertFalse(rest().get("/subjects").text().contains("\"del-soft\""));
        assertTrue(rest().get("/subjects?deleted=true").text().contains("\"del-soft\""));
        assertEquals(
                "[1,2]", rest().get("/subjects/del-soft/versions?deleted=true").text());
        Rest.Reply deleted = rest().get("/subjects/del-soft/versions/1?deleted=true");
        if (has(Difference.DELETED_VERSION_UNREADABLE)) {
            refused(40401, "Subject 'del-soft' not found.", deleted);
        } else {
            taken(deleted);
        }
        taken(rest().get("/schemas/ids/" + id));
    }

    @Test
    default void aSubjectIsDeletedSoftlyOnceAndThenForGood() {
        int id = two("del-hard", "Hard");
        refused(
                40405,
                "Subject 'del-hard' was not deleted first before being permanently deleted",
                rest().delete("/subjects/del-hard?permanent=true"));
        taken(rest().delete("/subjects/del-hard"));
        refused(40404, "Subject 'del-hard' was soft deleted.", rest().delete("/subjects/del-hard"));

        assertEquals("[1,2]", rest().delete("/subjects/del-hard?permanent=true").text());

        refused(40401, "Subject 'del-hard' not found.", rest().get("/subjects/del-hard/versions?deleted=true"));
        assertFalse(rest().get("/subjects?deleted=true").text().contains("\"del-hard\""));
        refused(40403, "Schema " + id + " not found", rest().get("/schemas/ids/" + id));
    }

    @Test
    default void aVersionIsDeletedSoftlyOnceAndThenForGood() {
        two("del-version", "Version");
        refused(
                40407,
                "Subject 'del-version' Version 1 was not deleted first before being permanently deleted",
                rest().delete("/subjects/del-version/versions/1?permanent=true"));

        assertEquals("1", rest().delete("/subjects/del-version/versions/1").text());
        refused(40402, "Version 1 not found.", rest().get("/subjects/del-version/versions/1"));
        assertEquals("[2]", rest().get("/subjects/del-version/versions").text());
        refused(
                40406,
                "Subject 'del-version' Version 1 was soft deleted.",
                rest().delete("/subjects/del-version/versions/1"));
        assertEquals(
                "[1,2]",
                rest().get("/subjects/del-version/versions?deleted=true").text());

        assertEquals(
                "1",
                rest().delete("/subjects/del-version/versions/1?permanent=true").text());
        assertEquals(
                "[2]", rest().get("/subjects/del-version/versions?deleted=true").text());
        assertEquals("2", rest().delete("/subjects/del-version/versions/latest").text());
    }

    @Test
    default void whatIsNotThereIsNotDeleted() {
        register("del-there", INT);

        refused(40401, "Subject 'del-not' not found.", rest().delete("/subjects/del-not"));
        refused(40401, "Subject 'del-not' not found.", rest().delete("/subjects/del-not/versions/1"));
        refused(40402, "Version 9 not found.", rest().delete("/subjects/del-there/versions/9"));
        if (has(Difference.NO_VERSION_IS_NOT_FOUND)) {
            refused(40402, "Version 0 not found.", rest().delete("/subjects/del-there/versions/0"));
        } else {
            refused(42202, "The specified version '0'", rest().delete("/subjects/del-there/versions/0"));
        }
    }

    @Test
    default void aSchemaThatComesBackHasItsIdAndANewVersion() {
        int id = register("del-back", Served.record("Back", "a"));
        taken(rest().delete("/subjects/del-back"));

        assertEquals(id, register("del-back", Served.record("Back", "a")));
        assertEquals("[2]", rest().get("/subjects/del-back/versions").text());
    }

    @Test
    default void aDeletedVersionIsNotLookedUpUnlessAskedFor() {
        register("del-look", Served.record("Look", "a"));
        register("del-look", Served.record("Look", "a", "b=0"));
        taken(rest().delete("/subjects/del-look/versions/1"));

        refused(40403, "Schema not found", rest().post("/subjects/del-look", Served.record("Look", "a")));
        assertEquals(
                1,
                taken(rest().post("/subjects/del-look?deleted=true", Served.record("Look", "a")))
                        .path("version")
                        .intValue());
    }

    @Test
    default void aDeletedVersionIsNoLongerCompared() {
        register("del-compared", LONG);
        refused(409, "Schema being registered is incompatible", rest().post("/subjects/del-compared/versions", INT));
        taken(rest().delete("/subjects/del-compared/versions/1"));

        register("del-compared", INT);
    }
}
