package io.weir.router.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.core.admission.QueryBounds;
import io.weir.router.Drafts;
import io.weir.schemas.AvroWire;
import io.weir.schemas.EventHeaders;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.InvalidRecord;
import io.weir.schemas.codec.Micros;
import io.weir.v1.Calibration;
import io.weir.v1.Cancel;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.Grant;
import io.weir.v1.Query;
import io.weir.v1.Tier;
import io.weir.v1.TokenQuantiles;
import io.weir.v1.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a public record goes, whatever its producer did. */
class HomingTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private final AvroWire wire = new AvroWire(new MockSchemaRegistryClient());
    private final List<String> ensured = new ArrayList<>();
    private final Homing homing = new Homing(wire, 4, QueryBounds.DEFAULT, InstantSource.fixed(NOON), ensured::add);

    private <T extends SpecificRecord> ConsumerRecord<byte[], byte[]> record(Topic<T> topic, int partition, T value) {
        return new ConsumerRecord<>(topic.name(), partition, 42, new byte[] {9}, wire.encode(topic, value));
    }

    private Homing.Homed home(Query query, int partition) {
        return homing.home(record(Topics.QUERIES, partition, query));
    }

    @ParameterizedTest
    @ValueSource(strings = {"acme", "bolt", "crux", "dyne", "é", "a b"})
    void aTenantHasOneHome_whereverItsProducerPutTheRecord(String tenant) {
        int home = Topics.partitionOf(tenant, 4);
        for (int partition = 0; partition < 4; partition++) {
            Homing.Homed homed = home(Drafts.query(tenant, "q-1", NOON), partition);

            assertEquals(home, homed.partition());
            assertEquals(tenant, homed.key());
            assertEquals("query", homed.inbox().getKind());
            assertEquals(
                    new Coordinates("weir.queries.v1", partition, 42L),
                    homed.inbox().getOrigin());
        }
        Cancel cancel = Cancel.newBuilder().setTenant(tenant).setQueryId("q-1").build();
        assertEquals(home, homing.home(record(Topics.CANCELS, 3, cancel)).partition());
        assertEquals(
                home,
                homing.home(record(Topics.ACCOUNTS, 0, Drafts.account(tenant + "/x/y", 1)))
                        .partition());
    }

    @Test
    void theTraceContextIsKept_aBrokenOneIsLeftOut() {
        ConsumerRecord<byte[], byte[]> traced = record(Topics.QUERIES, 0, Drafts.query("acme", "q-1", NOON));
        EventHeaders.traceparent(traced.headers(), TRACE);
        assertEquals(TRACE, homing.home(traced).inbox().getAdmitted().getTraceparent());
        ConsumerRecord<byte[], byte[]> broken = record(Topics.QUERIES, 0, Drafts.query("acme", "q-1", NOON));
        broken.headers().add("traceparent", "junk".getBytes(UTF_8));
        assertEquals("", homing.home(broken).inbox().getAdmitted().getTraceparent());
    }

    @Test
    void aNullValueClosesTheAccountOfItsKey() {
        Homing.Homed homed =
                homing.home(new ConsumerRecord<>(Topics.ACCOUNTS.name(), 0, 42, "acme/search".getBytes(UTF_8), null));

        assertEquals(Topics.partitionOf("acme", 4), homed.partition());
        assertTrue(homed.inbox().getAccount().getDeleted());
        assertEquals("acme/search", homed.inbox().getAccount().getAccount());
        assertRefused("key", "null", new ConsumerRecord<>(Topics.ACCOUNTS.name(), 0, 42, null, null));
    }

    @Test
    void aNullValueUnderAKeyThatIsNotUtf8_closesNoAccount() {
        byte[] loneSurrogate = {'a', '/', (byte) 0xED, (byte) 0xA0, (byte) 0x80};
        assertRefused("key", null, new ConsumerRecord<>(Topics.ACCOUNTS.name(), 0, 42, loneSurrogate, null));
        String repaired = new String(loneSurrogate, UTF_8);
        ConsumerRecord<byte[], byte[]> own =
                new ConsumerRecord<>(Topics.ACCOUNTS.name(), 0, 42, repaired.getBytes(UTF_8), null);
        assertEquals(repaired, homing.home(own).inbox().getAccount().getAccount());
    }

    @Test
    void aGrantGoesHomeToItsTenant_unlessItIsOld() {
        Grant grant = Grant.newBuilder()
                .setTenant("acme")
                .setGrantId("g-1")
                .setAccount("acme/search")
                .setKind("credit")
                .setAmount(5)
                .setGrantedAt(NOON)
                .build();
        Homing.Homed homed = homing.home(record(Topics.GRANTS, 3, grant));
        assertEquals(Topics.partitionOf("acme", 4), homed.partition());
        assertEquals("acme/search/g-1", homed.inbox().getId());
        assertEquals(grant, homed.inbox().getGrant());
        grant.setGrantedAt(NOON.minus(Duration.ofDays(8)));
        assertRefused("granted_at", grant.getGrantedAt().toString(), record(Topics.GRANTS, 3, grant));
    }

    @Test
    void catalogueChangesGoToEveryPartition_withoutAKey() {
        for (Homing.Homed homed : List.of(
                homing.home(record(Topics.TIERS, 0, Drafts.tier())),
                homing.home(record(Topics.PRICES, 0, Drafts.price())),
                homing.home(record(Topics.CALIBRATION, 0, Drafts.calibration())))) {
            assertEquals(Homing.EVERY_PARTITION, homed.partition());
            assertEquals("", homed.key());
            assertEquals(42, homed.inbox().getOrigin().getOffset());
        }
    }

    /** Else the router could send an attempt to a topic that is not there. */
    @Test
    void theTopicsOfATierAreThereBeforeItIsHomed() {
        homing.home(record(Topics.TIERS, 0, Drafts.tier()));
        assertEquals(List.of("small"), ensured);

        Homing without = new Homing(wire, 4, QueryBounds.DEFAULT, InstantSource.fixed(NOON), tier -> {
            throw new org.apache.kafka.common.KafkaException("no " + tier);
        });
        InvalidRecord waits =
                assertThrows(InvalidRecord.class, () -> without.home(record(Topics.TIERS, 0, Drafts.tier())));
        DeadLetter letter = without.deadLetter(record(Topics.TIERS, 0, Drafts.tier()), waits);
        assertEquals("tier_topics", letter.getCode());
        assertEquals("small", letter.getValue());
        assertEquals(NOON, letter.getRetryAt());
        Tier invalid = Drafts.tier();
        invalid.setTier("no/tier");
        assertRefused("tier", null, record(Topics.TIERS, 0, invalid));
        assertEquals(List.of("small"), ensured);
    }

    private DeadLetter assertRefused(String field, String value, ConsumerRecord<byte[], byte[]> record) {
        InvalidRecord error = assertThrows(InvalidRecord.class, () -> homing.home(record));
        DeadLetter letter = homing.deadLetter(record, error);
        assertEquals(field, letter.getField());
        if (value != null) {
            assertEquals(value, letter.getValue());
        }
        assertEquals(record.value() == null ? null : ByteBuffer.wrap(record.value()), letter.getRecordValue());
        assertEquals(new Coordinates(record.topic(), record.partition(), record.offset()), letter.getSource());
        assertEquals(NOON, letter.getAt());
        return letter;
    }

    @Test
    void aDeadLetterNamesCodeFieldAndValue() {
        assertEquals(
                "too_old",
                assertRefused(
                                "submitted_at",
                                "0",
                                record(Topics.QUERIES, 2, Drafts.query("acme", "q-1", Instant.EPOCH)))
                        .getCode());
        Query foreign = Drafts.query("acme", "q-1", NOON);
        foreign.setAccount("bolt");
        assertEquals(
                "invalid",
                assertRefused("account", "bolt", record(Topics.QUERIES, 2, foreign))
                        .getCode());
        assertRefused("value", "null", new ConsumerRecord<>(Topics.QUERIES.name(), 0, 42, new byte[] {1}, null));
        Cancel cancel = Cancel.newBuilder().setTenant("acme").setQueryId("").build();
        assertRefused("query_id", "", record(Topics.CANCELS, 2, cancel));
        Verdict verdict = Verdict.newBuilder()
                .setTenant("acme")
                .setQueryId("q")
                .setAttempt(1)
                .build();
        assertEquals(
                "not_served",
                assertRefused("topic", "weir.verdicts.v1", record(Topics.VERDICTS, 0, verdict))
                        .getCode());
    }

    /** The one thread of ingress takes only these two errors; anything else would end it for everybody. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MAX_VALUE})
    void aTimeAtTheEndsOfTheWireIsRefusedNotThrown(long micros) {
        assertRefused(
                "submitted_at",
                Long.toString(micros),
                record(Topics.QUERIES, 0, Drafts.query("acme", "q-1", Micros.instant(micros))));
    }

    @Test
    void aCalibrationOfNegativeTokensIsRefusedNotThrown() {
        Calibration calibration = Drafts.calibration();
        calibration.setTokenQuantiles(
                List.of(new TokenQuantiles("t", "small", 1L, 0L, 0L, 0L, -1L, 0L, 0L, 0L, 0L, List.of())));
        assertRefused("token_quantiles.sum_output_tokens", null, record(Topics.CALIBRATION, 0, calibration));
    }

    @Test
    void bytesThatDoNotDecodeAreDeadLetteredByTheirCode() {
        ConsumerRecord<byte[], byte[]> poison =
                new ConsumerRecord<>(Topics.QUERIES.name(), 1, 42, null, new byte[] {1, 2, 3, 4, 5, 6});
        WireException error = assertThrows(WireException.class, () -> homing.home(poison));

        DeadLetter letter = homing.deadLetter(poison, error);

        assertEquals("wrong_magic", letter.getCode());
        assertEquals("value", letter.getField());
        assertEquals("0x010203040506", letter.getValue());
        assertNull(letter.getRetryAt());
        assertNull(letter.getRecordKey());
    }
}
