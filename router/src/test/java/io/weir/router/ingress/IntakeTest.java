package io.weir.router.ingress;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.core.admission.QueryBounds;
import io.weir.router.Drafts;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.schemas.codec.DeadLetters;
import io.weir.v1.DeadLetter;
import io.weir.v1.Price;
import java.time.Instant;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** What is sent, and what would be too large to be. */
class IntakeTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    private final AvroWire wire = new AvroWire(new MockSchemaRegistryClient());
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final Intake intake = new Intake(
            wire, new Homing(wire, 4, QueryBounds.DEFAULT, InstantSource.fixed(NOON), tier -> {}), producer, 4);

    private ConsumerRecord<byte[], byte[]> price(int notes) {
        Price price = Drafts.price();
        price.setSource("x".repeat(notes));
        return new ConsumerRecord<>(Topics.PRICES.name(), 0, 42, new byte[] {9}, wire.encode(Topics.PRICES, price));
    }

    @Test
    void whatFitsOnlyWithoutItsCopysOwnFields_isADeadLetter_andNoneOfItsCopiesIsSent() {
        DeadLetter letter = intake.home(price(Topics.MAX_RECORD_BYTES - 100));

        assertNotNull(letter);
        assertEquals("too_large", letter.getCode());
        assertEquals("value", letter.getField());
        assertNull(letter.getRetryAt());
        assertTrue(producer.history().isEmpty());
        intake.send(letter);
        intake.flush();
        assertTrue(producer.history().get(0).value().length < Topics.MAX_RECORD_BYTES);

        assertNull(intake.home(price(Topics.MAX_RECORD_BYTES - 2_000)));
        assertEquals(5, producer.history().size());
    }

    /** Compressed, it gets by the broker's bound. */
    @Test
    void aHeaderOf5MiB_harmsNobody() {
        ConsumerRecord<byte[], byte[]> large = new ConsumerRecord<>(
                Topics.QUERIES.name(), 0, 42, null, wire.encode(Topics.QUERIES, Drafts.query("acme", "q-1", NOON)));
        large.headers().add("large", new byte[5 << 20]);
        large.headers()
                .add(
                        "traceparent",
                        ("01-" + "1".repeat(32) + "-" + "1".repeat(16) + "-01-" + "x".repeat(5 << 20)).getBytes(UTF_8));
        assertNull(intake.home(large));
        assertEquals(1, producer.history().size());
        assertTrue(producer.history().get(0).value().length < 2_000);
        assertNull(producer.history().get(0).headers().lastHeader("traceparent"));
    }

    /** Its record is not kept whole, so that another try could only misread it. */
    @Test
    void aLetterThatKeepsAPartOfItsRecord_doesNotWait() {
        ConsumerRecord<byte[], byte[]> unknown =
                new ConsumerRecord<>(Topics.QUERIES.name(), 0, 42, null, new byte[] {0, 0, 0, 9, 9});
        assertTrue(waits(unknown));
        unknown.headers().add("large", new byte[5 << 20]);
        assertFalse(waits(unknown));
    }

    private boolean waits(ConsumerRecord<byte[], byte[]> record) {
        Homing homing = new Homing(wire.withoutAsking(), 4, QueryBounds.DEFAULT, InstantSource.fixed(NOON), tier -> {});
        return DeadLetters.waits(
                homing.deadLetter(record, assertThrows(WireException.class, () -> homing.home(record))));
    }
}
