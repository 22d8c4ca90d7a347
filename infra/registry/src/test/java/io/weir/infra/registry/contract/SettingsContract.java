package io.weir.infra.registry.contract;

import static io.weir.infra.registry.contract.Served.taken;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Levels of compatibility and modes, of the registry and of a subject. */
interface SettingsContract extends Served {

    private String level(String scope) {
        return taken(rest().get("/config" + scope)).path("compatibilityLevel").asText();
    }

    private String mode(String scope) {
        return taken(rest().get("/mode" + scope)).path("mode").asText();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NONE",
                "BACKWARD",
                "BACKWARD_TRANSITIVE",
                "FORWARD",
                "FORWARD_TRANSITIVE",
                "FULL",
                "FULL_TRANSITIVE"
            })
    default void aSubjectTakesEachLevelAndItsAnswerEchoesIt(String name) {
        register("set-levels", INT);

        var echo = taken(rest().put("/config/set-levels", "compatibility", name));
        assertEquals(name, echo.path("compatibility").asText());
        assertEquals(name, level("/set-levels"));
    }

    @Test
    default void theLevelOfTheRegistryIsBackwardUntilItIsSet() {
        assertEquals("BACKWARD", level(""));
        register("set-global", LONG);
        setLevel("", "NONE");
        try {
            assertEquals("NONE", level(""));
            register("set-global", INT);
        } finally {
            setLevel("", "BACKWARD");
        }
        refused(409, "Schema being registered is incompatible", rest().post("/subjects/set-global/versions", STRING));
    }

    @Test
    default void theLevelOfASubjectGoesBeforeThatOfTheRegistryUntilItIsDeleted() {
        register("set-own", LONG);
        hasNoSetting(
                40408, "Subject 'set-own' does not have subject-level compatibility configured", "/config/set-own");
        assertEquals("BACKWARD", level("/set-own?defaultToGlobal=true"));
        setLevel("/set-own", "NONE");
        register("set-own", INT);

        assertEquals(
                "NONE",
                taken(rest().delete("/config/set-own"))
                        .path("compatibilityLevel")
                        .asText());
        if (has(Difference.DELETED_LEVEL_IS_NONE)) {
            assertEquals("NONE", level("/set-own"));
            return;
        }
        hasNoSetting(40408, "Subject 'set-own' does not have", "/config/set-own");
        refused(409, "Schema being registered is incompatible", rest().post("/subjects/set-own/versions", STRING));
    }

    private void hasNoSetting(int code, String message, String path) {
        Rest.Reply reply = rest().get(path);
        if (has(Difference.REGISTRYS_SETTING_WITHOUT_ASKING)) {
            assertEquals(rest().get(path + "?defaultToGlobal=true").text(), reply.text());
        } else {
            refused(code, message, reply);
        }
    }

    @Test
    default void theLevelOfTheRegistryCanBeDeleted() {
        setLevel("", "FULL");

        assertEquals(
                "FULL",
                taken(rest().delete("/config")).path("compatibilityLevel").asText());
        assertEquals("BACKWARD", level(""));
    }

    @Test
    default void whatIsNoLevelIsRefused() {
        register("set-bad", INT);

        for (String scope : new String[] {"", "/set-bad"}) {
            refused(42203, "Invalid compatibility level", rest().put("/config" + scope, "compatibility", "SIDEWAYS"));
        }
        assertEquals("BACKWARD", level(""));
    }

    @Test
    default void theModeOfTheRegistryIsReadWriteUntilItIsSet() {
        assertEquals("READWRITE", mode(""));
        taken(rest().put("/mode", "mode", "READONLY"));
        try {
            assertEquals("READONLY", mode(""));
            isClosed("Subject set-mode is in read-only mode", rest().post("/subjects/set-mode/versions", INT));
        } finally {
            taken(rest().put("/mode", "mode", "READWRITE"));
        }
        register("set-mode", INT);
    }

    @Test
    default void theModeOfASubjectGoesBeforeThatOfTheRegistryUntilItIsDeleted() {
        register("set-closed", LONG);
        hasNoSetting(40409, "Subject 'set-closed' does not have subject-level mode configured", "/mode/set-closed");
        assertEquals("READWRITE", mode("/set-closed?defaultToGlobal=true"));
        assertEquals(Rest.parsed("{\"mode\":\"READONLY\"}"), taken(rest().put("/mode/set-closed", "mode", "READONLY")));
        assertEquals("READONLY", mode("/set-closed"));
        isClosed("Subject set-closed is in read-only mode", rest().post("/subjects/set-closed/versions", LONG));

        assertEquals(
                "READONLY",
                taken(rest().delete("/mode/set-closed")).path("mode").asText());
        hasNoSetting(40409, "Subject 'set-closed' does not have", "/mode/set-closed");
    }

    private void isClosed(String message, Rest.Reply reply) {
        if (has(Difference.MODES_DO_NOT_BIND)) {
            taken(reply);
        } else {
            refused(42205, message, reply);
        }
    }

    @Test
    default void whatIsNoModeIsRefused() {
        int code = has(Difference.NO_MODE_IS_42201) ? 42201 : 42204;
        refused(code, "Invalid mode", rest().put("/mode", "mode", "SIDEWAYS"));
        assertEquals("READWRITE", mode(""));
    }
}
