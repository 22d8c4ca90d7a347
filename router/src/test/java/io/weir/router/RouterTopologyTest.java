package io.weir.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.core.admission.QueryBounds;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.codec.Micros;
import io.weir.schemas.codec.QueryCodec;
import io.weir.v1.Attempt;
import io.weir.v1.DeadLetter;
import io.weir.v1.Inbox;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Properties;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The shell over a driver: one partition, no broker. */
class RouterTopologyTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @TempDir
    Path directory;

    private final AvroWire wire = new AvroWire(new MockSchemaRegistryClient());
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> inbox;
    private long offset;

    @BeforeEach
    void start() {
        Properties properties = new Properties();
        properties.put("application.id", "test");
        properties.put("bootstrap.servers", "none:0");
        properties.put("state.dir", directory.toString());
        driver = new TopologyTestDriver(RouterTopology.build(new Router(Settings.DEFAULT), wire), properties, NOON);
        inbox = driver.createInputTopic(Topics.INBOX.name(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void send(String kind, Instant at, Consumer<Inbox> body) {
        Inbox record = Drafts.inbox(kind, offset);
        body.accept(record);
        raw(new byte[] {7}, wire.encode(Topics.INBOX, record), at);
    }

    private void raw(byte[] key, byte[] value, Instant at) {
        offset++;
        inbox.pipeInput(new TestRecord<>(key, value, at));
    }

    private void catalogue() {
        send("tier", NOON, record -> record.setTier(Drafts.tier()));
        send("price", NOON, record -> record.setPrice(Drafts.price()));
        send("calibration", NOON, record -> record.setCalibration(Drafts.calibration()));
        send("account", NOON, record -> record.setAccount(Drafts.account("acme", 1_000_000)));
    }

    private void submit(String queryId) {
        Query query = Drafts.query("acme", queryId, NOON);
        send("query", NOON, record -> {
            record.setQuery(query);
            record.setAdmitted(QueryCodec.admit(query, TRACE, Micros.of(NOON), QueryBounds.DEFAULT));
        });
    }

    private <T extends SpecificRecord> List<TestRecord<byte[], byte[]>> records(Topic<T> topic) {
        return driver.createOutputTopic(topic.name(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecordsToList();
    }

    private <T extends SpecificRecord> List<T> read(Topic<T> topic) {
        return records(topic).stream()
                .map(record -> wire.decode(topic, record.value()))
                .toList();
    }

    @Test
    void aQueryGoesThroughAttemptClaimAndOutcomeToItsResult() {
        catalogue();
        submit("q-1");

        TestRecord<byte[], byte[]> sent =
                records(Topics.attempts("small", "interactive")).get(0);
        Attempt attempt = wire.decode(Topics.attempts("small", "interactive"), sent.value());
        assertEquals("acme\0q-1", new String(sent.key(), UTF_8));
        assertEquals(TRACE, EventHeaders.traceparent(sent.headers()).orElseThrow());
        assertEquals(
                "acme/q-1/1",
                EventHeaders.cloudEventAttribute(sent.headers(), "id").orElseThrow());
        assertEquals(1, attempt.getAttempt());
        assertEquals(4, attempt.getCause().getOffset());
        assertEquals(NOON, attempt.getAt());
        assertEquals(1, read(Topics.DECISIONS).size());

        send("claim", NOON.plusSeconds(1), record -> record.setClaim(Drafts.claim("acme", "q-1", 1)));
        send("outcome", NOON.plusSeconds(2), record -> record.setOutcome(Drafts.outcome("acme", "q-1", 1)));

        TestRecord<byte[], byte[]> done = records(Topics.RESULTS).get(0);
        Result result = wire.decode(Topics.RESULTS, done.value());
        assertEquals("acme", new String(done.key(), UTF_8));
        assertEquals("passed", result.getStatus());
        assertEquals(4_000, result.getCostNanodollars());
        assertEquals(NOON.plusSeconds(2), result.getAt());
        assertEquals(4_000, read(Topics.OUTCOMES).get(0).getCostNanodollars());
        List<LedgerEntry> ledger = read(Topics.LEDGER);
        assertEquals(
                List.of("limit_set", "held", "posted"),
                ledger.stream().map(LedgerEntry::getKind).toList());
        assertEquals(
                List.of(1L, 2L, 3L), ledger.stream().map(LedgerEntry::getSeq).toList());
        assertEquals(4_000, ledger.get(2).getBalances().get(0).getPosted());
        assertEquals(0, ledger.get(2).getBalances().get(0).getHeld());
    }

    @Test
    void aRepeatOfEachInputPublishesNothing() {
        for (int i = 0; i < 2; i++) {
            offset = 0;
            catalogue();
            submit("q-1");
            send("claim", NOON, record -> record.setClaim(Drafts.claim("acme", "q-1", 1)));
            send("outcome", NOON, record -> record.setOutcome(Drafts.outcome("acme", "q-1", 1)));
        }

        assertEquals(3, read(Topics.LEDGER).size());
        assertEquals(1, read(Topics.RESULTS).size());
        assertEquals(1, read(Topics.OUTCOMES).size());
        assertEquals(0, records(Topics.DLQ).size());
    }

    @Test
    void anAttemptThatNobodyClaimsExpiresByTicksAlone() {
        catalogue();
        submit("q-1");
        send("tick", NOON.plusSeconds(299), record -> {});
        assertEquals(0, records(Topics.RESULTS).size());

        send("tick", NOON.plusSeconds(300), record -> {});

        assertEquals("expired", read(Topics.RESULTS).get(0).getStatus());
        assertEquals(
                List.of("limit_set", "held", "expired"),
                read(Topics.LEDGER).stream().map(LedgerEntry::getKind).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"random", "wrong magic", "cut off", "empty", "null"})
    void poisonIsDeadLetteredAsItCame_andTheNextRecordIsServed(String what) {
        catalogue();
        byte[] key = {1, 0, (byte) 0xff};
        byte[] value = poison(what);
        raw(key, value, NOON);
        submit("q-1");

        TestRecord<byte[], byte[]> record = records(Topics.DLQ).get(0);
        DeadLetter letter = wire.decode(Topics.DLQ, record.value());
        assertNull(record.key());
        assertEquals("weir.inbox.v1", letter.getSource().getTopic());
        assertEquals(0, letter.getSource().getPartition());
        assertEquals(4, letter.getSource().getOffset());
        assertEquals("weir.inbox.v1/0/4", letter.getId());
        assertEquals(ByteBuffer.wrap(key), letter.getRecordKey());
        assertEquals(value == null ? null : ByteBuffer.wrap(value), letter.getRecordValue());
        assertTrue(!letter.getCode().isEmpty() && !letter.getReason().isEmpty(), letter.toString());
        assertTrue(List.of("value", "schema_id").contains(letter.getField()), letter.getField());
        assertTrue(letter.getValue() != null && !letter.getValue().isEmpty(), letter.toString());
        assertEquals(NOON, letter.getAt());
        assertEquals(1, records(Topics.attempts("small", "interactive")).size());
    }

    private byte[] poison(String what) {
        byte[] good = wire.encode(Topics.INBOX, Drafts.inbox("tick", 0));
        byte[] bytes = new byte[200];
        new Random(1).nextBytes(bytes);
        byte[] wrong = good.clone();
        wrong[0] = 1;
        return switch (what) {
            case "random" -> bytes;
            case "wrong magic" -> wrong;
            case "cut off" -> java.util.Arrays.copyOf(good, good.length - 2);
            case "empty" -> new byte[0];
            default -> null;
        };
    }

    @Test
    void aRecordThatDecodesAndBreaksARuleIsDeadLetteredByFieldAndValue() {
        catalogue();
        submit("q-1");
        send("verdikt", NOON, record -> {});
        send("outcome", NOON, record -> {
            record.setOutcome(Drafts.outcome("acme", "q-1", 1));
            record.getOutcome().getUsage().setOutputTokens(Long.MAX_VALUE);
        });
        send("claim", NOON, record -> {
            record.setClaim(Drafts.claim("acme", "q-1", 1));
            record.getClaim().setLeaseMillis(-1);
        });
        send("outcome", NOON, record -> record.setOutcome(Drafts.outcome("acme", "q-1", 1)));

        assertEquals(
                List.of("kind verdikt", "usage.output_tokens " + Long.MAX_VALUE, "lease_millis -1"),
                read(Topics.DLQ).stream()
                        .map(letter -> letter.getField() + " " + letter.getValue())
                        .toList());
        assertEquals("passed", read(Topics.RESULTS).get(0).getStatus());
    }

    @Test
    void aQueryIdUsedAgainForAnotherQuestionIsDeadLetteredWithItsRecord() {
        catalogue();
        submit("q-1");
        Query other = Drafts.query("acme", "q-1", NOON);
        other.setTask("algebra");
        send("query", NOON, record -> {
            record.setQuery(other);
            record.setAdmitted(QueryCodec.admit(other, "", Micros.of(NOON), QueryBounds.DEFAULT));
        });

        TestRecord<byte[], byte[]> record = records(Topics.DLQ).get(0);
        DeadLetter letter = wire.decode(Topics.DLQ, record.value());
        assertEquals("acme", new String(record.key(), UTF_8));
        assertEquals("id_reused", letter.getCode());
        Inbox cause = wire.decode(Topics.INBOX, bytes(letter.getRecordValue()));
        assertEquals("algebra", Objects.requireNonNull(cause.getQuery()).getTask());
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Test
    void theTopologyIsAsDescribed() throws IOException {
        String described = RouterTopology.build(new Router(Settings.DEFAULT), wire)
                .describe()
                .toString();

        try (InputStream kept = RouterTopologyTest.class.getResourceAsStream("topology.txt")) {
            assertEquals(
                    new String(Objects.requireNonNull(kept).readAllBytes(), UTF_8).strip(),
                    described.replaceAll("\\$\\$Lambda[^)]*", "").strip());
        }
    }
}
