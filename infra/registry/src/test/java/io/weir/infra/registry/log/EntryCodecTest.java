package io.weir.infra.registry.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.weir.infra.registry.store.Entry;
import io.weir.infra.registry.store.Mode;
import io.weir.infra.registry.store.Reference;
import io.weir.infra.registry.store.SchemaText;
import io.weir.infra.registry.store.SchemaVersion;
import io.weir.infra.registry.store.Scope;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {

    private static final SchemaVersion PLAIN =
            new SchemaVersion("s", 2, 7, new SchemaText(SchemaText.AVRO, "\"int\"", List.of()), false);
    private static final SchemaVersion REFERRING = new SchemaVersion(
            "s", 3, 8, new SchemaText(SchemaText.AVRO, "\"x.A\"", List.of(new Reference("x.A", "a-value", 1))), true);

    static Stream<Entry> entries() {
        return Stream.of(
                new Entry.Put(PLAIN),
                new Entry.Put(REFERRING),
                new Entry.Erase("s", 2),
                new Entry.DeleteSubject("s", 2),
                new Entry.ClearSubject(Scope.of("s")),
                new Entry.ClearSubject(Scope.GLOBAL),
                new Entry.SetCompatibility(Scope.GLOBAL, CompatibilityLevel.FULL_TRANSITIVE),
                new Entry.ResetCompatibility(Scope.of("s")),
                new Entry.SetMode(Scope.of("s"), Mode.IMPORT),
                new Entry.ResetMode(Scope.GLOBAL),
                new Entry.Noop());
    }

    @ParameterizedTest
    @MethodSource("entries")
    void whatIsWrittenIsReadBack(Entry entry) throws IOException {
        EntryCodec.Encoded encoded = EntryCodec.encode(entry);

        assertEquals(Optional.of(entry), EntryCodec.decode(encoded.key(), encoded.value()));
    }

    @Test
    void aSchemaIsWrittenInTheFieldOrderOfConfluentsServer() {
        EntryCodec.Encoded encoded = EntryCodec.encode(new Entry.Put(PLAIN));

        assertEquals("{\"keytype\":\"SCHEMA\",\"subject\":\"s\",\"version\":2,\"magic\":1}", encoded.key());
        assertEquals(
                "{\"subject\":\"s\",\"version\":2,\"id\":7,\"schema\":\"\\\"int\\\"\",\"deleted\":false}",
                encoded.value());
    }

    @Test
    void referencesStandBeforeTheText() {
        assertEquals(
                "{\"subject\":\"s\",\"version\":3,\"id\":8,"
                        + "\"references\":[{\"name\":\"x.A\",\"subject\":\"a-value\",\"version\":1}],"
                        + "\"schema\":\"\\\"x.A\\\"\",\"deleted\":true}",
                EntryCodec.encode(new Entry.Put(REFERRING)).value());
    }

    @Test
    void aGlobalSettingHasANullSubject() {
        EntryCodec.Encoded encoded =
                EntryCodec.encode(new Entry.SetCompatibility(Scope.GLOBAL, CompatibilityLevel.FULL));

        assertEquals("{\"keytype\":\"CONFIG\",\"subject\":null,\"magic\":0}", encoded.key());
        assertEquals("{\"compatibilityLevel\":\"FULL\"}", encoded.value());
    }

    @Test
    void anErasureIsATombstoneOfTheSchemasKey() {
        EntryCodec.Encoded encoded = EntryCodec.encode(new Entry.Erase("s", 2));

        assertEquals(EntryCodec.encode(new Entry.Put(PLAIN)).key(), encoded.key());
        assertNull(encoded.value());
    }

    @Test
    void fieldsOfNewerServersAreReadOver() throws IOException {
        String value = "{\"subject\":\"s\",\"version\":2,\"id\":7,\"md5\":\"x\",\"metadata\":null,"
                + "\"schema\":\"\\\"int\\\"\",\"deleted\":false}";

        assertEquals(
                Optional.of(new Entry.Put(PLAIN)),
                EntryCodec.decode(EntryCodec.encode(new Entry.Put(PLAIN)).key(), value));
    }

    @Test
    void aKeyTypeOfANewerServerMeansNothingHere() throws IOException {
        assertEquals(Optional.empty(), EntryCodec.decode("{\"keytype\":\"CONTEXT\",\"magic\":0}", "{}"));
    }

    @Test
    void theTombstoneOfASubjectDeletionMeansNothing() throws IOException {
        assertEquals(
                Optional.empty(),
                EntryCodec.decode("{\"keytype\":\"DELETE_SUBJECT\",\"subject\":\"s\",\"magic\":0}", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "x", "{}", "{\"keytype\":7}", "{\"keytype\":\"SCHEMA\",\"magic\":1}"})
    void whatIsNoRecordOfARegistryIsAnError(String key) {
        assertThrows(IOException.class, () -> EntryCodec.decode(key, null));
    }
}
