package io.weir.infra.registry.operation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.weir.infra.registry.store.Entry;
import io.weir.infra.registry.store.Mode;
import io.weir.infra.registry.store.Reference;
import io.weir.infra.registry.store.SchemaStore;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Scope;
import io.weir.infra.registry.store.Visible;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class RegistrationsTest {

    private static final String ONE_FIELD = record("{\"name\":\"a\",\"type\":\"int\"}");
    private static final String WITH_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\",\"default\":0}");
    private static final String NO_DEFAULT =
            record("{\"name\":\"a\",\"type\":\"int\"},{\"name\":\"b\",\"type\":\"int\"}");

    private final SchemaStore store = new SchemaStore();

    @Test
    void theFirstSchemaIsVersionOneUnderIdOne() {
        SchemaVersion registered = register("s", ONE_FIELD);

        assertEquals(1, registered.version());
        assertEquals(1, registered.id());
    }

    @Test
    void theSameSchemaAgainIsTheSameVersion() {
        SchemaVersion first = register("s", ONE_FIELD);
        Decision<SchemaVersion> again = Registrations.register(store, "s", submission(" " + ONE_FIELD + " "));

        assertEquals(List.of(), again.entries());
        assertEquals(first, again.reply());
    }

    @Test
    void theSameSchemaInAnotherSubjectHasTheSameId() {
        register("s", ONE_FIELD);
        register("s", WITH_DEFAULT);

        assertEquals(2, register("t", WITH_DEFAULT).id());
    }

    @Test
    void aSchemaThatCannotReadWhatWasWrittenIsRefusedWithReasons() {
        register("s", ONE_FIELD);

        RegistryException e = refused(() -> register("s", NO_DEFAULT));

        assertEquals(409, e.code());
        assertTrue(
                e.getMessage()
                        .startsWith("Schema being registered is incompatible with an earlier schema for subject "
                                + "\"s\", details: [{errorType:'READER_FIELD_MISSING_DEFAULT_VALUE'"),
                e.getMessage());
        assertTrue(e.getMessage().endsWith("{compatibility: 'BACKWARD'}]"), e.getMessage());
    }

    @Test
    void theLevelOfTheSubjectDecides() {
        register("s", ONE_FIELD);
        store.apply(new Entry.SetCompatibility(Scope.of("s"), CompatibilityLevel.FORWARD));

        assertEquals(2, register("s", NO_DEFAULT).version());
    }

    @Test
    void backwardLooksAtTheLatestVersionAndTransitiveAtAll() {
        store.apply(new Entry.SetCompatibility(Scope.of("s"), CompatibilityLevel.NONE));
        register("s", ONE_FIELD);
        register("s", NO_DEFAULT);
        String requiresB = record("{\"name\":\"b\",\"type\":\"int\"}");

        store.apply(new Entry.SetCompatibility(Scope.of("s"), CompatibilityLevel.BACKWARD_TRANSITIVE));
        assertEquals(409, refused(() -> register("s", requiresB)).code());

        store.apply(new Entry.SetCompatibility(Scope.of("s"), CompatibilityLevel.BACKWARD));
        assertEquals(3, register("s", requiresB).version());
    }

    @Test
    void aSoftDeletedVersionIsNeitherFoundNorCheckedAgainst() {
        register("s", ONE_FIELD);
        store.apply(new Entry.DeleteSubject("s", 1));

        assertEquals(2, register("s", NO_DEFAULT).version());
    }

    @Test
    void aSchemaRegisteredAgainAfterItsSoftDeletionHasItsOldIdAndANewVersion() {
        register("s", ONE_FIELD);
        store.apply(new Entry.DeleteSubject("s", 1));

        SchemaVersion again = register("s", ONE_FIELD);

        assertEquals(2, again.version());
        assertEquals(1, again.id());
    }

    @Test
    void aReferenceGivesTheTypesOfAnotherSubject() {
        register("r", ONE_FIELD);
        SchemaVersion user = put("u", user(new Reference("x.R", "r", 1)));

        assertEquals(List.of(new Reference("x.R", "r", 1)), user.text().references());
        assertEquals(user, Registrations.lookUp(store, "u", user(new Reference("x.R", "r", 1)), Visible.ACTIVE));
    }

    @Test
    void aReferenceToNothingIsRefusedAndNamed() {
        RegistryException e = refused(() -> put("u", user(new Reference("x.R", "r", 1))));

        assertEquals(42201, e.code());
        assertTrue(e.getMessage().contains("No schema reference found for subject \"r\" and version 1"));
    }

    @Test
    void aSchemaWithItsTypesInlineIsFoundByMeaningAmongThoseThatReferToThem() {
        register("r", ONE_FIELD);
        SchemaVersion user = put("u", user(new Reference("x.R", "r", 1)));
        String inline = "{\"type\":\"record\",\"name\":\"U\",\"namespace\":\"x\",\"fields\":[{\"name\":\"r\",\"type\":"
                + ONE_FIELD + "}]}";

        assertEquals(user, Registrations.lookUp(store, "u", submission(inline), Visible.ACTIVE));
    }

    @Test
    void normalizationIgnoresTheOrderOfAttributes() {
        Submission one = new Submission(avro("{\"type\":\"int\",\"b\":\"1\",\"a\":\"2\"}"), null, null, true);
        Submission other = new Submission(avro("{\"a\":\"2\",\"b\":\"1\",\"type\":\"int\"}"), null, null, true);
        put("s", one);

        assertEquals(1, put("s", other).version());
    }

    @Test
    void otherTypesOfSchemaAreRefused() {
        Submission json = new Submission(new SchemaText("JSON", "{}", List.of()), null, null, false);

        assertEquals(42201, refused(() -> put("s", json)).code());
    }

    @Test
    void whatIsNoAvroIsRefused() {
        assertEquals(
                42201, refused(() -> register("s", "{\"type\":\"nonsense\"}")).code());
        assertEquals(42201, refused(() -> register("s", " ")).code());
        assertEquals(42201, refused(() -> register("s", "[".repeat(100_000))).code());
    }

    @Test
    void aNameQualifiedByAContextIsRefused() {
        assertEquals(42208, refused(() -> register(":.other:s", ONE_FIELD)).code());
        assertEquals(42208, refused(() -> register("__GLOBAL", ONE_FIELD)).code());
    }

    @Test
    void nothingIsRegisteredInAReadOnlyScope() {
        store.apply(new Entry.SetMode(Scope.GLOBAL, Mode.READONLY));

        RegistryException e = refused(() -> register("s", ONE_FIELD));

        assertEquals(42205, e.code());
        assertEquals("Subject s is in read-only mode", e.getMessage());
    }

    @Test
    void anIdIsAcceptedOnlyByAnImport() {
        Submission numbered = new Submission(avro(ONE_FIELD), 42, 3, false);
        assertEquals(42205, refused(() -> put("s", numbered)).code());

        store.apply(new Entry.SetMode(Scope.of("s"), Mode.IMPORT));
        SchemaVersion imported = put("s", numbered);
        assertEquals(42, imported.id());
        assertEquals(3, imported.version());
        assertEquals(42205, refused(() -> register("s", NO_DEFAULT)).code());
    }

    @Test
    void anImportCannotGiveAnIdToAnotherText() {
        store.apply(new Entry.SetMode(Scope.GLOBAL, Mode.IMPORT));
        put("s", new Submission(avro(ONE_FIELD), 42, null, false));

        RegistryException e = refused(() -> put("s", new Submission(avro(NO_DEFAULT), 42, null, false)));

        assertEquals(42207, e.code());
    }

    private SchemaVersion register(String subject, String schema) {
        return put(subject, submission(schema));
    }

    private SchemaVersion put(String subject, Submission submission) {
        Decision<SchemaVersion> decision = Registrations.register(store, subject, submission);
        decision.entries().forEach(store::apply);
        return decision.reply();
    }

    private static RegistryException refused(Executable action) {
        return assertThrows(RegistryException.class, action);
    }

    private static Submission user(Reference reference) {
        String schema = "{\"type\":\"record\",\"name\":\"U\",\"namespace\":\"x\",\"fields\":["
                + "{\"name\":\"r\",\"type\":\"x.R\"}]}";
        return new Submission(new SchemaText(SchemaText.AVRO, schema, List.of(reference)), null, null, false);
    }

    private static Submission submission(String schema) {
        return new Submission(avro(schema), null, null, false);
    }

    private static SchemaText avro(String schema) {
        return new SchemaText(SchemaText.AVRO, schema, List.of());
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"R\",\"namespace\":\"x\",\"fields\":[" + fields + "]}";
    }
}
