package io.weir.infra.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.RestService;
import io.confluent.kafka.schemaregistry.client.rest.entities.SchemaReference;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.weir.infra.broker.BrokerConfig;
import io.weir.infra.broker.EmbeddedBroker;
import io.weir.infra.registry.log.LogConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** The genuine client against the server, over a real broker. */
class RegistryClientIT {

    private static final AvroSchema ONE = new AvroSchema(record("{\"name\":\"id\",\"type\":\"string\"}"));
    private static final AvroSchema TWO = new AvroSchema(
            record("{\"name\":\"id\",\"type\":\"string\"},{\"name\":\"n\",\"type\":\"int\",\"default\":1}"));
    private static final AvroSchema BAD = new AvroSchema(record("{\"name\":\"id\",\"type\":\"long\"}"));

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    private RegistryConfig config;
    private RegistryServer server;
    private CachedSchemaRegistryClient client;

    @BeforeAll
    static void startBroker() {
        broker = EmbeddedBroker.start(BrokerConfig.at(directory));
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void startServer(TestInfo test) {
        String topic = "_schemas-" + test.getTestMethod().orElseThrow().getName();
        LogConfig log = new LogConfig(broker.bootstrapServers(), topic, Duration.ofSeconds(30), Duration.ofSeconds(15));
        config = new RegistryConfig(RegistryConfig.LOOPBACK, 0, log);
        server = RegistryServer.start(config);
        client = client();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void aRegisteredSchemaIsReadBackById() throws Exception {
        int id = client.register("a-value", ONE);
        client.reset();

        assertEquals(ONE, client.getSchemaById(id));
        assertEquals(id, client.getId("a-value", ONE));
        assertEquals(1, client.getVersion("a-value", ONE));
        assertEquals(List.of("a-value"), List.copyOf(client.getAllSubjects()));
    }

    @Test
    void theSameSchemaHasOneIdEverywhere() throws Exception {
        int id = client.register("a-value", ONE);

        assertEquals(id, client.register("b-value", ONE));
        assertEquals(id, client().register("a-value", ONE));
        assertEquals(List.of(1), client.getAllVersions("a-value"));
        assertEquals(Set.of("a-value", "b-value"), Set.copyOf(client.getAllSubjectsById(id)));
        assertEquals(2, client.getAllVersionsById(id).size());
    }

    @Test
    void aSubjectMayHoldASlash() throws Exception {
        int id = client.register("team/a-value", ONE);

        assertEquals(id, client.getLatestSchemaMetadata("team/a-value").getId());
    }

    @Test
    void anIncompatibleSchemaIsRefused() throws Exception {
        client.register("a-value", ONE);

        assertTrue(client.testCompatibility("a-value", TWO));
        assertFalse(client.testCompatibility("a-value", BAD));
        assertFalse(client.testCompatibilityVerbose("a-value", BAD).isEmpty());
        RestClientException e = refused(() -> client.register("a-value", BAD));
        assertEquals(409, e.getStatus());
        assertEquals(409, e.getErrorCode());
        assertEquals(2, versionOf(client.register("a-value", TWO)));
    }

    @Test
    void whatIsMissingHasItsOwnCode() throws Exception {
        assertEquals(40403, refused(() -> client.getSchemaById(987)).getErrorCode());
        assertEquals(
                40401, refused(() -> client.getLatestSchemaMetadata("none")).getErrorCode());
        client.register("a-value", ONE);
        assertEquals(
                40402, refused(() -> client.getSchemaMetadata("a-value", 7)).getErrorCode());
        assertEquals(40403, refused(() -> client.getId("a-value", TWO)).getErrorCode());
    }

    @Test
    void levelsAndModesAreSetAndTakenAway() throws Exception {
        assertEquals("BACKWARD", client.getCompatibility(null));
        assertEquals("FULL", client.updateCompatibility("a-value", "FULL"));
        assertEquals("FULL", client.getCompatibility("a-value"));
        client.updateCompatibility(null, "NONE");
        assertEquals("NONE", client.getCompatibility(null));
        client.deleteCompatibility("a-value");
        assertEquals(40408, refused(() -> client.getCompatibility("a-value")).getErrorCode());

        assertEquals("READWRITE", client.getMode());
        client.setMode("READONLY", "a-value");
        assertEquals("READONLY", client.getMode("a-value"));
        assertEquals(42205, refused(() -> client.register("a-value", ONE)).getErrorCode());
        client.deleteMode("a-value");
        client.register("a-value", ONE);
    }

    @Test
    void anImportKeepsIdsAndVersions() throws Exception {
        client.setMode("IMPORT", "a-value");

        assertEquals(70, client.register("a-value", ONE, 3, 70));
        assertEquals(List.of(3), client.getAllVersions("a-value"));
    }

    @Test
    void aReferenceIsResolvedAndProtectsWhatItRefersTo() throws Exception {
        client.register("acct", ONE);
        SchemaReference reference = new SchemaReference("x.Acct", "acct", 1);
        String user = "{\"type\":\"record\",\"name\":\"U\",\"fields\":[{\"name\":\"acct\",\"type\":\"x.Acct\"}]}";
        int id = client.register(
                "user", new AvroSchema(user, List.of(reference), Map.of("x.Acct", ONE.canonicalString()), null));
        client.reset();

        AvroSchema back = (AvroSchema) client.getSchemaById(id);
        assertEquals(ONE.rawSchema(), back.rawSchema().getField("acct").schema());
        RestService rest = new RestService(server.url());
        assertEquals(List.of(id), rest.getReferencedBy("acct", 1));
        assertEquals(42206, refused(() -> client.deleteSubject("acct")).getErrorCode());
    }

    @Test
    void deletionIsSoftFirstAndThenPermanent() throws Exception {
        int id = client.register("a-value", ONE);
        client.register("a-value", TWO);

        assertEquals(
                40407,
                refused(() -> client.deleteSchemaVersion(Map.of(), "a-value", "1", true))
                        .getErrorCode());
        assertEquals(1, client.deleteSchemaVersion("a-value", "1"));
        assertEquals(List.of(2), client.getAllVersions("a-value"));
        assertEquals(ONE, client().getSchemaById(id));
        assertEquals(1, client.deleteSchemaVersion(Map.of(), "a-value", "1", true));
        assertEquals(40403, refused(() -> client().getSchemaById(id)).getErrorCode());

        assertEquals(List.of(2), client.deleteSubject("a-value"));
        assertEquals(List.of(), List.copyOf(client.getAllSubjects()));
        assertEquals(List.of(2), client.deleteSubject("a-value", true));
    }

    @Test
    void aRestartFindsAllInTheTopic() throws Exception {
        int first = client.register("a-value", ONE);
        int second = client.register("a-value", TWO);
        client.updateCompatibility("a-value", "NONE");
        client.setMode("READONLY", "b-value");
        client.register("gone", BAD);
        client.deleteSubject("gone");
        client.deleteSubject("gone", true);
        client.deleteSchemaVersion("a-value", "1");
        server.close();

        server = RegistryServer.start(config);
        CachedSchemaRegistryClient again = client();
        assertEquals(ONE, again.getSchemaById(first));
        assertEquals(second, again.getLatestSchemaMetadata("a-value").getId());
        assertEquals(List.of(2), again.getAllVersions("a-value"));
        assertEquals("NONE", again.getCompatibility("a-value"));
        assertEquals("READONLY", again.getMode("b-value"));
        assertEquals(List.of("a-value"), List.copyOf(again.getAllSubjects()));
        assertEquals(3, versionOf(again.register("a-value", ONE)));
    }

    private int versionOf(int id) throws Exception {
        return client().getAllVersionsById(id).stream()
                .mapToInt(version -> version.getVersion())
                .max()
                .orElseThrow();
    }

    private CachedSchemaRegistryClient client() {
        return new CachedSchemaRegistryClient(
                List.of(server.url()), 100, List.of(new AvroSchemaProvider()), Map.of(), Map.of());
    }

    private static RestClientException refused(Executable action) {
        return assertThrows(RestClientException.class, action);
    }

    private static String record(String fields) {
        return "{\"type\":\"record\",\"name\":\"Acct\",\"namespace\":\"x\",\"fields\":[" + fields + "]}";
    }
}
