package io.weir.infra.registry.contract;

import static io.weir.infra.registry.contract.Served.taken;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which schema may follow which, by level. */
interface CompatibilityContract extends Served {

    /**
     * After {a} and {a, b=0}: a new field with a default reads old data and is skipped by old readers; without one it does not read
     * old data; a field dropped that had no default cannot be filled in by old readers. What asks for b without a default reads the
     * latest and not the first, which has none.
     */
    @ParameterizedTest
    @CsvSource({
        // level              c=0    c      b=0     b only in the latest
        "NONE,                true,  true,  true,   true",
        "BACKWARD,            true,  false, true,   true",
        "BACKWARD_TRANSITIVE, true,  false, true,   false",
        "FORWARD,             true,  true,  false,  true",
        "FORWARD_TRANSITIVE,  true,  true,  false,  true",
        "FULL,                true,  false, false,  true",
        "FULL_TRANSITIVE,     true,  false, false,  false"
    })
    default void aLevelAdmits(String level, boolean withDefault, boolean without, boolean dropped, boolean latestOnly) {
        String subject = "com-" + level.toLowerCase(java.util.Locale.ROOT);
        register(subject, Served.record("Level", "a"));
        register(subject, Served.record("Level", "a", "b=0"));
        setLevel("/" + subject, level);

        admits(withDefault, subject, Served.record("Level", "a", "b=0", "c=0"));
        admits(without, subject, Served.record("Level", "a", "b=0", "c"));
        admits(dropped, subject, Served.record("Level", "b=0"));
        admits(latestOnly, subject, Served.record("Level", "a", "b"));
    }

    /** The trial says what a registration would; of a schema that is not admitted a registration is a conflict. */
    private void admits(boolean admitted, String subject, String schema) {
        String against = has(Difference.TRIAL_OF_ALL_IS_TRANSITIVE) && !subject.endsWith("transitive")
                ? "/versions/latest"
                : "/versions";
        JsonNode trial = taken(rest().post("/compatibility/subjects/" + subject + against, schema));
        assertEquals(admitted, trial.path("is_compatible").booleanValue(), schema);
        if (!admitted) {
            refused(
                    409,
                    "Schema being registered is incompatible with an earlier schema for subject \"" + subject + "\"",
                    rest().post("/subjects/" + subject + "/versions", schema));
        }
    }

    @Test
    default void aTrialIsAgainstTheVersionThatItNames() {
        String bOnly = Served.record("Named", "a", "b");
        register("com-named", Served.record("Named", "a"));
        register("com-named", Served.record("Named", "a", "b=0"));

        assertEquals(false, trial("com-named/versions/1", bOnly));
        assertEquals(true, trial("com-named/versions/2", bOnly));
        assertEquals(true, trial("com-named/versions/latest", bOnly));
        assertEquals("[1,2]", rest().get("/subjects/com-named/versions").text());
    }

    private boolean trial(String path, String schema) {
        return taken(rest().post("/compatibility/subjects/" + path, schema))
                .path("is_compatible")
                .booleanValue();
    }

    @Test
    default void aVerboseTrialSaysWhyAndAPlainOneDoesNot() {
        register("com-verbose", LONG);
        String path = "/compatibility/subjects/com-verbose/versions/latest";

        JsonNode plain = taken(rest().post(path, INT));
        assertEquals(false, plain.path("is_compatible").booleanValue());
        assertTrue(plain.path("messages").isEmpty(), plain.toString());
        JsonNode verbose = taken(rest().post(path + "?verbose=true", INT));
        assertEquals(false, verbose.path("is_compatible").booleanValue());
        assertEquals(
                has(Difference.VERBOSE_SAYS_NOTHING), verbose.path("messages").isEmpty(), verbose.toString());
        JsonNode compatible = taken(rest().post(path + "?verbose=true", LONG));
        assertEquals(true, compatible.path("is_compatible").booleanValue());
        assertTrue(compatible.path("messages").isEmpty(), compatible.toString());
    }

    @Test
    default void aTrialOfAllVersionsGoesByTheLevel() {
        register("com-all", Served.record("All", "a"));
        register("com-all", Served.record("All", "a", "b=0"));

        assertEquals(
                !has(Difference.TRIAL_OF_ALL_IS_TRANSITIVE), trial("com-all/versions", Served.record("All", "a", "b")));
        register("com-all", Served.record("All", "a", "b"));
    }

    @Test
    default void aTrialAgainstWhatIsNotThereIsRefused() {
        register("com-there", INT);
        String path = "/compatibility/subjects/com-there/versions/";

        if (has(Difference.TRIAL_NEEDS_A_SUBJECT)) {
            refused(40402, "Version 1 not found.", rest().post("/compatibility/subjects/com-not/versions/1", INT));
        } else {
            refused(
                    40401,
                    "Subject 'com-not' not found",
                    rest().post("/compatibility/subjects/com-not/versions/1", INT));
        }
        refused(40402, "Version 9 not found.", rest().post(path + "9", INT));
        if (has(Difference.NO_VERSION_IS_NOT_FOUND)) {
            refused(40402, "Version 0 not found.", rest().post(path + "0", INT));
        } else {
            refused(42202, "The specified version '0'", rest().post(path + "0", INT));
        }
        refused(42201, "Invalid schema", rest().post("/compatibility/subjects/com-there/versions/1", "no schema"));
    }

    @Test
    default void theFirstSchemaOfASubjectFollowsNothing() {
        if (has(Difference.TRIAL_NEEDS_A_SUBJECT)) {
            refused(
                    40401,
                    "Subject 'com-first' not found.",
                    rest().post("/compatibility/subjects/com-first/versions", STRING));
        } else {
            assertEquals(true, trial("com-first/versions", STRING));
        }
        register("com-first", STRING);
    }
}
