package io.weir.flink;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.v1.Outcome;
import io.weir.v1.Usage;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class OutcomeReaderTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final long AT = 1_700_000_000_123_456L;

    private final AvroWire wire = new AvroWire(new MockSchemaRegistryClient());
    private final OutcomeReader reader = new OutcomeReader(wire);

    @Test
    void anOutcomeBecomesAnEventWithItsPlace() {
        OutcomeRecord read = read(outcome().build());
        assertNull(read.refused());
        assertEquals(
                new OutcomeEvent(
                        "acme",
                        "add2",
                        "small",
                        "s-1",
                        "answered",
                        "pass",
                        700,
                        20,
                        5,
                        90,
                        1_500,
                        0.25,
                        70,
                        true,
                        false,
                        AT,
                        3,
                        42),
                read.outcome());
    }

    @Test
    void aMissingCostIsRefused_neverZero() {
        RefusedRecord refused = refused(read(outcome().setCostNanodollars(null).build()));
        assertEquals("invalid", refused.code);
        assertEquals("cost_nanodollars", refused.field);
        assertEquals("acme", refused.tenant);
        assertEquals("cost_nanodollars is null, not in 0.." + OutcomeReader.MOST_NANODOLLARS, refused.reason);
    }

    @Test
    void zeroAndTheBoundAreTaken_beyondIsRefused() {
        assertNotNull(read(outcome().setCostNanodollars(0L).build()).outcome());
        assertNotNull(read(outcome()
                        .setCostNanodollars(OutcomeReader.MOST_NANODOLLARS)
                        .build())
                .outcome());
        assertEquals(
                "cost_nanodollars",
                refused(read(outcome().setCostNanodollars(-1L).build())).field);
        assertEquals(
                "cost_nanodollars",
                refused(read(outcome()
                                .setCostNanodollars(OutcomeReader.MOST_NANODOLLARS + 1)
                                .build()))
                        .field);
        assertEquals(
                "energy_millijoules",
                refused(read(outcome().setEnergyMillijoules(-1).build())).field);
        assertEquals(
                "usage.output_tokens",
                refused(read(outcome().setUsage(usage(20, Long.MAX_VALUE)).build())).field);
        assertEquals(
                "usage.input_tokens",
                refused(read(outcome().setUsage(usage(-1, 5)).build())).field);
    }

    @Test
    void anOutcomeThatTheRouterDidNotStampIsRefused() {
        assertEquals("at", refused(read(outcome().setAt(Instant.EPOCH).build())).field);
    }

    @Test
    void bytesThatAreNoOutcomeAreRefusedAsTheyCame() {
        ConsumerRecord<byte[], byte[]> record = record(new byte[] {7, 7});
        record.headers().add("h", "v".getBytes(UTF_8));
        RefusedRecord refused = refused(reader.read(record, NOW));
        assertEquals("wrong_magic", refused.code);
        assertEquals(3, refused.partition);
        assertEquals(42, refused.offset);
        assertArrayEquals(new byte[] {7, 7}, refused.value);
        assertArrayEquals("acme".getBytes(UTF_8), refused.key);
        assertArrayEquals("v".getBytes(UTF_8), refused.headers.get("h"));
        assertEquals(EventTime.micros(NOW), refused.refusedMicros);
    }

    @Test
    void aTombstoneAndNoBytesAreRefusedAsEmpty() {
        assertEquals("empty", refused(reader.read(record(null), NOW)).code);
        assertEquals("empty", refused(reader.read(record(new byte[0]), NOW)).code);
    }

    @Test
    void whatIsTooLargeToWrapIsLeftOut_itsPlaceIsNot() {
        RefusedRecord atBound = refused(reader.read(record(new byte[RefusedRecord.MOST_BYTES - 4]), NOW));
        RefusedRecord beyond = refused(reader.read(record(new byte[RefusedRecord.MOST_BYTES - 3]), NOW));
        assertNotNull(atBound.value);
        assertNull(beyond.value);
        assertEquals(42, beyond.offset);
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNoFaultOfTheRecord() {
        OutcomeReader unreachable = new OutcomeReader(AvroWire.connect("http://127.0.0.1:1"));
        byte[] bytes = wire.encode(Topics.OUTCOMES, outcome().build());
        assertThrows(WireException.class, () -> unreachable.read(record(bytes), NOW));
    }

    @Test
    void aDeadLetterIsNamedByItsPlace_andKeyedByTheTenantWhereItIsKnown() {
        DeadLetterForm form = new DeadLetterForm();
        RefusedRecord unreadable = refused(reader.read(record(new byte[] {7}), NOW));
        RefusedRecord readable = refused(read(outcome().setCostNanodollars(null).build()));
        assertEquals("weir.outcomes.v1/3/42", form.value(unreadable).getId());
        assertEquals(42, form.value(unreadable).getSource().getOffset());
        assertEquals(7, form.value(unreadable).getRecordValue().get(0));
        assertNull(form.key(unreadable));
        assertEquals("acme", form.key(readable));
        assertEquals("cost_nanodollars", form.value(readable).getField());
    }

    private OutcomeRecord read(Outcome outcome) {
        return reader.read(record(wire.encode(Topics.OUTCOMES, outcome)), NOW);
    }

    private static RefusedRecord refused(OutcomeRecord read) {
        assertNull(read.outcome());
        return read.refused();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value) {
        byte[] key = "acme".getBytes(UTF_8);
        return new ConsumerRecord<>(
                Topics.OUTCOMES.name(),
                3,
                42,
                0,
                org.apache.kafka.common.record.TimestampType.CREATE_TIME,
                key.length,
                value == null ? -1 : value.length,
                key,
                value,
                new org.apache.kafka.common.header.internals.RecordHeaders(),
                java.util.Optional.empty());
    }

    private static Outcome.Builder outcome() {
        return Outcome.newBuilder()
                .setTenant("acme")
                .setQueryId("q1")
                .setAttempt(1)
                .setTask("add2")
                .setTier("small")
                .setModel("s-1")
                .setStatus("answered")
                .setVerdict("pass")
                .setUsage(usage(20, 5))
                .setCostNanodollars(700L)
                .setEnergyMillijoules(90)
                .setServiceMicros(1_500)
                .setPromptBytes(70)
                .setCutByWeir(true)
                .setPredictedPassProbability(0.25)
                .setAt(EventTime.instant(AT));
    }

    private static Usage usage(long input, long output) {
        return Usage.newBuilder().setInputTokens(input).setOutputTokens(output).build();
    }
}
