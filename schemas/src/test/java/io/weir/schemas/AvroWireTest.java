package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.schemas.WireException.Kind;
import io.weir.v1.Cancel;
import io.weir.v1.Query;
import io.weir.v1.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroWireTest {
    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final AvroWire wire = new AvroWire(registry);

    static Stream<Topic<?>> topics() {
        return Stream.concat(Topics.fixed().stream(), Stream.of(Topics.attempts("small", "batch")));
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T extends SpecificRecord> void everyRecordComesBackAsItWent(Topic<T> topic) {
        RandomRecords records = new RandomRecords(topic.name().hashCode());
        for (int i = 0; i < 50; i++) {
            T record = records.next(topic.type());

            byte[] bytes = wire.encode(topic, record);

            assertEquals(record, wire.decode(topic, bytes));
            assertArrayEquals(bytes, wire.encode(topic, record));
        }
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T extends SpecificRecord> void damagedBytesGiveARecordOrAWireException(Topic<T> topic) {
        Random random = new Random(topic.name().hashCode());
        RandomRecords records = new RandomRecords(random.nextLong());
        int refused = 0;
        for (int i = 0; i < 300; i++) {
            byte[] bytes = wire.encode(topic, records.next(topic.type()));
            if (bytes.length > 5) {
                bytes[5 + random.nextInt(bytes.length - 5)] ^= (byte) (1 << random.nextInt(8));
            }
            bytes = Arrays.copyOf(bytes, bytes.length - random.nextInt(2));
            try {
                wire.decode(topic, bytes);
            } catch (WireException e) {
                assertTrue(
                        e.kind() == Kind.TRUNCATED || e.kind() == Kind.UNDECODABLE,
                        e.kind().code());
                refused++;
            }
        }
        assertTrue(refused > 100, "refused " + refused);
    }

    @ParameterizedTest
    @MethodSource("topics")
    <T extends SpecificRecord> void everyPrefixIsTruncated(Topic<T> topic) {
        byte[] bytes = wire.encode(topic, new RandomRecords(1).next(topic.type()));
        for (int length = 1; length < Math.min(bytes.length, 2_000); length++) {
            assertEquals(
                    Kind.TRUNCATED, refusal(topic, Arrays.copyOf(bytes, length)).kind());
        }
    }

    @Test
    void headerIsMagicAndBigEndianSchemaId() throws Exception {
        byte[] bytes = wire.encode(Topics.CANCELS, cancel());

        int id = registry.getId("weir.cancels.v1-value", new AvroSchema(Topics.CANCELS.schema()));
        ByteBuffer header = ByteBuffer.wrap(bytes);
        assertEquals(0, header.get());
        assertEquals(id, header.getInt());
    }

    @Test
    void registeredSchemaIsPlain_forOtherLanguages() throws Exception {
        wire.encode(Topics.QUERIES, new RandomRecords(1).next(Query.class));

        String schema =
                registry.getLatestSchemaMetadata("weir.queries.v1-value").getSchema();
        assertFalse(schema.contains("avro.java.string"), schema);
        assertTrue(schema.contains("\"submitted_at\""), schema);
    }

    @Test
    void attemptsOfAllTiersHaveOneSchema() throws Exception {
        var records = new RandomRecords(1);
        byte[] small = wire.encode(Topics.attempts("small", "batch"), records.next(io.weir.v1.Attempt.class));
        byte[] large = wire.encode(Topics.attempts("large", "batch"), records.next(io.weir.v1.Attempt.class));

        assertArrayEquals(Arrays.copyOf(small, 5), Arrays.copyOf(large, 5));
        assertEquals(List.of("weir.attempts.v1-value"), List.copyOf(registry.getAllSubjects()));
    }

    @Test
    void timesKeepTheirMicrosecondsAndLoseWhatIsFiner() {
        Instant time = Instant.parse("1969-12-31T23:59:59.123456789Z");
        Query query = Query.newBuilder(new RandomRecords(1).next(Query.class))
                .setSubmittedAt(time)
                .setDeadline(time)
                .build();

        Query read = wire.decode(Topics.QUERIES, wire.encode(Topics.QUERIES, query));

        assertEquals(Instant.parse("1969-12-31T23:59:59.123456Z"), read.getSubmittedAt());
        assertEquals(Instant.parse("1969-12-31T23:59:59.123456Z"), read.getDeadline());
    }

    @Test
    void olderWriter_isReadWithDefaults() throws Exception {
        Schema older = without(Topics.VERDICTS.schema(), "verifier", "score");
        GenericRecord record = new GenericRecordBuilder(older)
                .set("tenant", "acme")
                .set("query_id", "q")
                .set("attempt", 2)
                .set("verdict", "pass")
                .build();

        Verdict read = wire.decode(Topics.VERDICTS, framed(older, record));

        assertEquals("acme", read.getTenant());
        assertEquals("pass", read.getVerdict());
        assertEquals("external", read.getVerifier());
        assertNull(read.getScore());
        assertEquals(Instant.EPOCH, read.getObservedAt());
    }

    @Test
    void newerWriter_isReadWithoutWhatIsNew() throws Exception {
        Schema newer = with(
                Topics.CANCELS.schema(),
                new Schema.Field("urgency", Schema.create(Schema.Type.STRING), "New.", ""),
                new Schema.Field("tags", Schema.createArray(Schema.create(Schema.Type.STRING)), "New.", List.of()));
        GenericRecord record = new GenericRecordBuilder(newer)
                .set("tenant", "acme")
                .set("query_id", "q")
                .set("urgency", "high")
                .set("tags", List.of("a", "b"))
                .build();

        Cancel read = wire.decode(Topics.CANCELS, framed(newer, record));

        assertEquals("acme", read.getTenant());
        assertEquals("q", read.getQueryId());
    }

    @Test
    void noBytes_isEmpty() {
        WireException e = refusal(Topics.CANCELS, new byte[0]);

        assertEquals(Kind.EMPTY, e.kind());
        assertEquals(OptionalInt.empty(), e.schemaId());
        assertFalse(e.kind().retriable());
    }

    @Test
    void otherFirstByte_isWrongMagic() {
        assertEquals(
                Kind.WRONG_MAGIC,
                refusal(Topics.CANCELS, new byte[] {1, 0, 0, 0, 1}).kind());
        assertEquals(
                Kind.WRONG_MAGIC, refusal(Topics.CANCELS, new byte[] {'{', '}'}).kind());
    }

    @Test
    void shortHeader_isTruncated() {
        assertEquals(
                Kind.TRUNCATED, refusal(Topics.CANCELS, new byte[] {0, 0, 0, 0}).kind());
    }

    @Test
    void unknownId_isRetriableAndNamed() {
        WireException e = refusal(Topics.CANCELS, new byte[] {0, (byte) 0xFF, 0, 0, 7});

        assertEquals(Kind.UNKNOWN_SCHEMA, e.kind());
        assertEquals(OptionalInt.of(0xFF000007), e.schemaId());
        assertTrue(e.kind().retriable());
    }

    @Test
    void bytesLeftOver_areUndecodable() {
        byte[] bytes = wire.encode(Topics.CANCELS, cancel());

        WireException e = refusal(Topics.CANCELS, Arrays.copyOf(bytes, bytes.length + 1));

        assertEquals(Kind.UNDECODABLE, e.kind());
        assertTrue(e.getMessage().contains("1 bytes left over"), e.getMessage());
    }

    @Test
    void unionBranchThatDoesNotExist_isUndecodable() throws Exception {
        Schema verdict = Topics.VERDICTS.schema();
        byte[] bytes = framed(
                verdict,
                new GenericRecordBuilder(verdict)
                        .set("tenant", "")
                        .set("query_id", "")
                        .set("attempt", 1)
                        .set("verdict", "")
                        .set("verifier", "")
                        .build());
        int score = bytes.length - 2;
        for (int branch : new int[] {4, 1, 0x7E}) {
            bytes[score] = (byte) branch;
            assertEquals(Kind.UNDECODABLE, refusal(Topics.VERDICTS, bytes).kind());
        }
    }

    @Test
    void schemaOfAnotherRecord_isWrongTypeEvenWhereItWouldResolve() throws Exception {
        byte[] verdict = wire.encode(Topics.VERDICTS, new RandomRecords(1).next(Verdict.class));
        WireException e = refusal(Topics.CANCELS, verdict);
        assertEquals(Kind.WRONG_TYPE, e.kind());
        assertTrue(e.getMessage().contains("io.weir.v1.Verdict"), e.getMessage());

        Schema twin = new Schema.Parser()
                .parse(Topics.CANCELS.schema().toString().replace("\"io.weir.v1\"", "\"somewhere.else\""));
        GenericRecord record = new GenericRecordBuilder(twin)
                .set("tenant", "a")
                .set("query_id", "q")
                .build();
        assertEquals(
                Kind.WRONG_TYPE, refusal(Topics.CANCELS, framed(twin, record)).kind());
        assertEquals(
                Kind.WRONG_TYPE,
                refusal(Topics.CANCELS, framed(Schema.create(Schema.Type.STRING), "text"))
                        .kind());
    }

    @Test
    void schemaThatDoesNotResolve_isWrongType() throws Exception {
        Schema nameless = without(Topics.CANCELS.schema(), "query_id");
        GenericRecord record =
                new GenericRecordBuilder(nameless).set("tenant", "a").build();

        WireException e = refusal(Topics.CANCELS, framed(nameless, record));

        assertEquals(Kind.WRONG_TYPE, e.kind());
        assertTrue(e.getMessage().contains("query_id"), e.getMessage());
    }

    /** Skipping a field that only the writer knows follows the writer's schema, which may be recursive. */
    @Test
    void hostileDepth_isUndecodable() throws Exception {
        Schema node = new Schema.Parser()
                .parse(
                        "{\"type\":\"record\",\"name\":\"Node\",\"fields\":[{\"name\":\"next\",\"type\":[\"null\",\"Node\"]}]}");
        Schema deep = with(Topics.CANCELS.schema(), new Schema.Field("node", node, "New.", (Object) null));
        int id = registry.register("deep", new AvroSchema(deep));
        byte[] prefix = wire.encode(Topics.CANCELS, cancel());
        byte[] bytes = Arrays.copyOf(prefix, prefix.length + (1 << 20));
        Arrays.fill(bytes, prefix.length, bytes.length - 1, (byte) 2);
        ByteBuffer.wrap(bytes).putInt(1, id);

        assertEquals(Kind.UNDECODABLE, refusal(Topics.CANCELS, bytes).kind());
        assertEquals(cancel(), wire.decode(Topics.CANCELS, prefix));
    }

    /** Nothing in our schemas is empty, but a writer's may be: 2^62 nulls take two bytes and an eternity. */
    @Test
    void hostileCountOfEmptyElements_isTruncated() throws Exception {
        Schema.Field nulls =
                new Schema.Field("nulls", Schema.createArray(Schema.create(Schema.Type.NULL)), "New.", List.of());
        int id = registry.register("nulls", new AvroSchema(with(Topics.CANCELS.schema(), nulls)));
        byte[] prefix = wire.encode(Topics.CANCELS, cancel());
        var out = new ByteArrayOutputStream();
        out.writeBytes(prefix);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        encoder.writeLong(1L << 62);
        encoder.writeLong(0);
        encoder.flush();
        byte[] bytes = out.toByteArray();
        ByteBuffer.wrap(bytes).putInt(1, id);

        assertEquals(Kind.TRUNCATED, refusal(Topics.CANCELS, bytes).kind());
    }

    @Test
    void missingField_isRefusedAndLeavesNothingBehind() {
        Cancel nameless = cancel();
        nameless.put("query_id", null);

        var refused = assertThrows(IllegalArgumentException.class, () -> wire.encode(Topics.CANCELS, nameless));

        assertTrue(refused.getMessage().contains("query_id"), refused.getMessage());
        assertEquals(cancel(), wire.decode(Topics.CANCELS, wire.encode(Topics.CANCELS, cancel())));
    }

    @Test
    void withoutAutoRegister_theSchemaMustBeThere() {
        AvroWire strict = new AvroWire(registry, false);

        var refused = assertThrows(WireException.class, () -> strict.encode(Topics.CANCELS, cancel()));
        assertEquals(Kind.UNKNOWN_SCHEMA, refused.kind());

        wire.encode(Topics.CANCELS, cancel());
        assertEquals(cancel(), wire.decode(Topics.CANCELS, strict.encode(Topics.CANCELS, cancel())));
    }

    @Test
    void tombstonesPassThroughTheSerde() {
        var serde = wire.serde(Topics.ACCOUNTS);

        assertNull(serde.serializer().serialize("ignored", null));
        assertNull(serde.deserializer().deserialize("ignored", null));
        var account = new RandomRecords(1).next(io.weir.v1.Account.class);
        assertEquals(
                account,
                serde.deserializer().deserialize("ignored", serde.serializer().serialize("ignored", account)));
    }

    @Test
    void threadsShareOneWire() throws Exception {
        List<Thread> threads = new ArrayList<>();
        List<Throwable> failures = java.util.Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 8; i++) {
            RandomRecords records = new RandomRecords(i);
            Thread thread = new Thread(() -> {
                for (int n = 0; n < 500; n++) {
                    Verdict verdict = records.next(Verdict.class);
                    assertEquals(verdict, wire.decode(Topics.VERDICTS, wire.encode(Topics.VERDICTS, verdict)));
                }
            });
            thread.setUncaughtExceptionHandler((t, e) -> failures.add(e));
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertEquals(List.of(), failures);
    }

    private WireException refusal(Topic<?> topic, byte[] bytes) {
        return assertThrows(WireException.class, () -> wire.decode(topic, bytes));
    }

    private static Cancel cancel() {
        return Cancel.newBuilder().setTenant("acme").setQueryId("q1").build();
    }

    private byte[] framed(Schema schema, Object value) throws Exception {
        int id = registry.register("test-" + schema.hashCode(), new AvroSchema(schema));
        var out = new ByteArrayOutputStream();
        out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        encode(schema, value, out);
        return out.toByteArray();
    }

    private static void encode(Schema schema, Object value, ByteArrayOutputStream out) throws IOException {
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<>(schema).write(value, encoder);
        encoder.flush();
    }

    private static Schema without(Schema schema, String... names) {
        return rebuilt(schema, schema.getFields().stream().filter(field -> !List.of(names)
                .contains(field.name())));
    }

    private static Schema with(Schema schema, Schema.Field... more) {
        return rebuilt(schema, Stream.concat(schema.getFields().stream(), Stream.of(more)));
    }

    private static Schema rebuilt(Schema schema, Stream<Schema.Field> fields) {
        List<Schema.Field> copies =
                fields.map(field -> new Schema.Field(field, field.schema())).toList();
        return Schema.createRecord(schema.getName(), schema.getDoc(), schema.getNamespace(), false, copies);
    }

    /** A thread that must not wait: what has not been met is unknown to it, until it is learnt. */
    @Test
    void withoutAsking_onlyWhatWasLearntIsKnown() throws Exception {
        Cancel cancel = Cancel.newBuilder().setTenant("acme").setQueryId("q1").build();
        byte[] bytes = new AvroWire(registry).encode(Topics.CANCELS, cancel);
        AvroWire patient = wire.withoutAsking();

        WireException e = assertThrows(WireException.class, () -> patient.decode(Topics.CANCELS, bytes));
        assertEquals(Kind.UNKNOWN_SCHEMA, e.kind());

        assertEquals(1, wire.learn(Topics.CANCELS));
        assertEquals(0, wire.learn(Topics.CANCELS));
        assertEquals(0, wire.learn(Topics.VERDICTS));
        assertEquals(cancel, patient.decode(Topics.CANCELS, bytes));

        String variant = Topics.CANCELS.schema().toString().replaceFirst("\"doc\":\"", "\"doc\":\"Variant. ");
        registry.register(Topics.CANCELS.subject(), new AvroSchema(new Schema.Parser().parse(variant)));
        assertEquals(1, wire.learn(Topics.CANCELS));
    }
}
