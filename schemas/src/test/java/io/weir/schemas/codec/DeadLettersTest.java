package io.weir.schemas.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Coordinates SOURCE = new Coordinates("weir.queries.v1", 3, 17L);

    @Test
    void aDeadLetterIsTheRecordAsItCame() {
        RecordHeaders headers = new RecordHeaders();
        headers.add("h", new byte[] {1, 2}).add("none", null);

        DeadLetter letter = DeadLetters.of(
                SOURCE, "key".getBytes(UTF_8), new byte[] {9, 8}, headers, "invalid", "field", "value", "why");

        assertEquals("weir.queries.v1/3/17", letter.getId());
        assertEquals(SOURCE, letter.getSource());
        assertEquals(ByteBuffer.wrap("key".getBytes(UTF_8)), letter.getRecordKey());
        assertEquals(ByteBuffer.wrap(new byte[] {9, 8}), letter.getRecordValue());
        assertEquals(
                ByteBuffer.wrap(new byte[] {1, 2}), letter.getRecordHeaders().get("h"));
        assertEquals(ByteBuffer.allocate(0), letter.getRecordHeaders().get("none"));
        assertEquals("invalid", letter.getCode());
        assertEquals("field", letter.getField());
        assertEquals("value", letter.getValue());
        assertEquals("why", letter.getReason());
    }

    @Test
    void whatWasNullStaysNull() {
        DeadLetter letter = DeadLetters.of(SOURCE, null, null, new RecordHeaders(), "empty", null, null, "why");

        assertNull(letter.getRecordKey());
        assertNull(letter.getRecordValue());
        assertNull(letter.getField());
    }

    @Test
    void aDeadLetterFitsItsTopic() {
        byte[] value = new byte[Topics.MAX_RECORD_BYTES];
        byte[] most = new byte[3 << 20];
        assertEquals(
                most.length,
                DeadLetters.of(SOURCE, null, most, new RecordHeaders(), "c", null, null, "why")
                        .getRecordValue()
                        .remaining());
        DeadLetter letter =
                DeadLetters.of(SOURCE, null, value, new RecordHeaders(), "c", null, null, "x".repeat(1 << 20));
        letter.setAt(Samples.NOON);

        byte[] bytes = new AvroWire(new MockSchemaRegistryClient()).encode(Topics.DLQ, letter);

        assertEquals(3 << 20, letter.getRecordValue().remaining());
        assertTrue(
                letter.getReason().length() <= 1_200,
                "reason of " + letter.getReason().length());
        assertTrue(bytes.length < Topics.MAX_RECORD_BYTES, "letter of " + bytes.length);
    }

    /** Compressed, a record of megabytes of key or headers gets by the broker's bound. */
    @Test
    void aDeadLetterFitsItsTopic_whateverOfItsRecordIsLarge() {
        byte[] large = new byte[5 << 20];
        RecordHeaders headers = new RecordHeaders();
        headers.add("small", new byte[] {7}).add("large", large).add("n".repeat(5 << 20), null);
        DeadLetter letter = DeadLetters.of(SOURCE, large, new byte[] {9}, headers, "c", null, null, "why");
        letter.setAt(Samples.NOON);

        byte[] bytes = new AvroWire(new MockSchemaRegistryClient()).encode(Topics.DLQ, letter);

        assertTrue(bytes.length < Topics.MAX_RECORD_BYTES, "letter of " + bytes.length);
        assertEquals(64 << 10, letter.getRecordKey().remaining());
        assertEquals(ByteBuffer.wrap(new byte[] {9}), letter.getRecordValue());
        assertEquals(Set.of("small"), letter.getRecordHeaders().keySet());
        assertTrue(
                letter.getReason().startsWith("why (kept of the record: 65536 of 5242880 bytes of its key, 1 of 1 of"),
                letter.getReason());
        assertFalse(DeadLetters.isWhole(large, null, new RecordHeaders()));
        assertTrue(DeadLetters.isWhole(new byte[3 << 20], null, new RecordHeaders()));
    }

    @Test
    void manySmallHeadersAreBoundedToo() {
        RecordHeaders headers = new RecordHeaders();
        for (int i = 0; i < 300_000; i++) {
            headers.add("h" + i, null);
        }
        DeadLetter letter = DeadLetters.of(SOURCE, null, new byte[1 << 20], headers, "c", null, null, "why");
        letter.setAt(Samples.NOON);
        byte[] bytes = new AvroWire(new MockSchemaRegistryClient()).encode(Topics.DLQ, letter);
        assertTrue(bytes.length < Topics.MAX_RECORD_BYTES, "letter of " + bytes.length);
    }

    @Test
    void aReasonCanForgeNoLogLine() {
        DeadLetter letter =
                DeadLetters.of(SOURCE, null, null, new RecordHeaders(), "c", null, null, "line\nforged\u202e");

        assertEquals("line\\u000aforged\\u202e", letter.getReason());
    }
}
