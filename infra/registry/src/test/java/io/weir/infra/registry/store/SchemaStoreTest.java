package io.weir.infra.registry.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SchemaStoreTest {

    private static final SchemaText INT = text("\"int\"");
    private static final SchemaText LONG = text("\"long\"");

    private final SchemaStore store = new SchemaStore();

    @Test
    void aTextHasOneIdInAllSubjects() {
        put("a", 1, 1, INT);
        put("b", 1, 1, INT);

        assertEquals(Optional.of(1), store.id(INT));
        assertEquals(2, store.holders(1, Visible.ALL).size());
        assertEquals(1, store.highestId());
    }

    @Test
    void aSoftDeletedVersionIsHiddenButKeepsItsNumberAndItsId() {
        put("a", 1, 1, INT);
        store.apply(new Entry.Put(version("a", 1, 1, INT).softDeleted()));

        assertTrue(store.versions("a", Visible.ACTIVE).isEmpty());
        assertEquals(1, store.versions("a", Visible.DELETED).size());
        assertEquals(2, store.nextVersion("a"));
        assertEquals(Optional.of(INT), store.text(1));
    }

    @Test
    void deletingASubjectHidesTheVersionsUpToTheOneNamed() {
        put("a", 1, 1, INT);
        put("a", 2, 2, LONG);
        store.apply(new Entry.DeleteSubject("a", 1));

        assertEquals(List.of(version("a", 2, 2, LONG)), store.versions("a", Visible.ACTIVE));
    }

    @Test
    void deletingASubjectDoesNotReachVersionsRegisteredAfterIt() {
        put("a", 1, 1, INT);
        store.apply(new Entry.DeleteSubject("a", 1));
        put("a", 2, 1, INT);

        assertEquals(Optional.of(2), store.latest("a", Visible.ACTIVE).map(SchemaVersion::version));
    }

    @Test
    void anIdIsForgottenWithTheLastVersionThatHoldsIt() {
        put("a", 1, 1, INT);
        put("b", 1, 1, INT);
        store.apply(new Entry.Erase("a", 1));
        assertEquals(Optional.of(INT), store.text(1));

        store.apply(new Entry.Erase("b", 1));
        assertEquals(Optional.empty(), store.text(1));
        assertEquals(Optional.empty(), store.id(INT));
        assertFalse(store.has("b", Visible.ALL));
    }

    @Test
    void idsDoNotGoBackWhenTheHighestIsErased() {
        put("a", 1, 7, INT);
        store.apply(new Entry.Erase("a", 1));

        assertEquals(7, store.highestId());
    }

    @Test
    void erasingWhatIsNotThereChangesNothing() {
        store.apply(new Entry.Erase("a", 1));

        assertEquals(Set.of(), store.subjects(Visible.ALL));
    }

    @Test
    void aTextImportedTwiceKeepsItsOtherIdWhenOneGoes() {
        put("a", 1, 5, INT);
        put("b", 1, 9, INT);
        assertEquals(Optional.of(5), store.id(INT));

        store.apply(new Entry.Erase("a", 1));
        assertEquals(Optional.of(9), store.id(INT));
    }

    @Test
    void clearingAScopeForgetsOnlyWhatIsSoftDeletedInIt() {
        put("a", 1, 1, INT);
        put("b", 1, 2, LONG);
        store.apply(new Entry.DeleteSubject("a", 1));
        store.apply(new Entry.DeleteSubject("b", 1));
        store.apply(new Entry.ClearSubject(Scope.of("a")));
        assertEquals(Set.of("b"), store.subjects(Visible.ALL));

        store.apply(new Entry.ClearSubject(Scope.GLOBAL));
        assertEquals(Set.of(), store.subjects(Visible.ALL));
    }

    @Test
    void onlyActiveVersionsCountAsReferrers() {
        SchemaText user = new SchemaText(SchemaText.AVRO, "\"x.A\"", List.of(new Reference("x.A", "a", 1)));
        put("a", 1, 1, INT);
        put("u", 1, 2, user);
        assertEquals(1, store.referrers("a", 1).size());
        assertTrue(store.referrers("a", 2).isEmpty());

        store.apply(new Entry.DeleteSubject("u", 1));
        assertTrue(store.referrers("a", 1).isEmpty());
    }

    @Test
    void theLevelOfASubjectIsItsOwnElseTheGlobalElseBackward() {
        assertEquals(CompatibilityLevel.BACKWARD, store.effectiveCompatibility(Scope.of("a")));

        store.apply(new Entry.SetCompatibility(Scope.GLOBAL, CompatibilityLevel.FULL));
        assertEquals(CompatibilityLevel.FULL, store.effectiveCompatibility(Scope.of("a")));

        store.apply(new Entry.SetCompatibility(Scope.of("a"), CompatibilityLevel.NONE));
        assertEquals(CompatibilityLevel.NONE, store.effectiveCompatibility(Scope.of("a")));

        store.apply(new Entry.ResetCompatibility(Scope.of("a")));
        assertEquals(CompatibilityLevel.FULL, store.effectiveCompatibility(Scope.of("a")));
    }

    @Test
    void aGlobalOverrideWinsOverTheModeOfASubject() {
        store.apply(new Entry.SetMode(Scope.of("a"), Mode.READWRITE));
        store.apply(new Entry.SetMode(Scope.GLOBAL, Mode.READONLY));
        assertEquals(Mode.READWRITE, store.effectiveMode(Scope.of("a")));

        store.apply(new Entry.SetMode(Scope.GLOBAL, Mode.READONLY_OVERRIDE));
        assertEquals(Mode.READONLY_OVERRIDE, store.effectiveMode(Scope.of("a")));
    }

    private void put(String subject, int version, int id, SchemaText text) {
        store.apply(new Entry.Put(version(subject, version, id, text)));
    }

    private static SchemaVersion version(String subject, int version, int id, SchemaText text) {
        return new SchemaVersion(subject, version, id, text, false);
    }

    private static SchemaText text(String schema) {
        return new SchemaText(SchemaText.AVRO, schema, List.of());
    }
}
