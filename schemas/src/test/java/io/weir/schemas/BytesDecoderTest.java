package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BytesDecoderTest {
    private interface Writing {
        void to(Encoder encoder) throws IOException;
    }

    private static BytesDecoder over(int... bytes) {
        byte[] array = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            array[i] = (byte) bytes[i];
        }
        return new BytesDecoder().over(array, 0);
    }

    private static BytesDecoder written(Writing writing) throws IOException {
        var out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        writing.to(encoder);
        encoder.flush();
        return new BytesDecoder().over(out.toByteArray(), 0);
    }

    @ParameterizedTest
    @ValueSource(
            longs = {0, -1, 1, 63, 64, -64, -65, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void longsAreReadAsAvroWritesThem(long value) throws IOException {
        assertEquals(value, written(e -> e.writeLong(value)).readLong());
    }

    @Test
    void intsHave32Bits() throws IOException {
        assertEquals(
                Integer.MIN_VALUE, written(e -> e.writeInt(Integer.MIN_VALUE)).readInt());
        BytesDecoder wider = written(e -> e.writeLong(Integer.MAX_VALUE + 1L));
        assertThrows(AvroRuntimeException.class, wider::readInt);
    }

    @Test
    void scalarsAreReadAsAvroWritesThem() throws IOException {
        assertEquals(-0.1f, written(e -> e.writeFloat(-0.1f)).readFloat());
        assertEquals(
                Double.MIN_VALUE, written(e -> e.writeDouble(Double.MIN_VALUE)).readDouble());
        assertTrue(Double.isNaN(written(e -> e.writeDouble(Double.NaN)).readDouble()));
        assertTrue(written(e -> e.writeBoolean(true)).readBoolean());
        assertFalse(written(e -> e.writeBoolean(false)).readBoolean());
        assertEquals("é\0", written(e -> e.writeString("é\0")).readString(null).toString());
        ByteBuffer bytes = written(e -> e.writeBytes(new byte[] {1, 2})).readBytes(null);
        assertEquals(ByteBuffer.wrap(new byte[] {1, 2}), bytes);
        byte[] fixed = new byte[3];
        written(e -> e.writeFixed(new byte[] {7, 8})).readFixed(fixed, 1, 2);
        assertArrayEquals(new byte[] {0, 7, 8}, fixed);
    }

    @Test
    void nestedCollectionsAreReadAndSkipped_inBlocksWithAndWithoutTheirBytes() throws IOException {
        Schema lists = new Schema.Parser()
                .parse(
                        """
                {"type": "array", "items": {"type": "map", "avro.java.string": "String",
                  "values": {"type": "string", "avro.java.string": "String"}}}
                """);
        var value = List.of(Map.of("a", "1", "b", "x".repeat(100)), Map.<String, String>of(), Map.of("c", "3"));
        for (boolean blocks : new boolean[] {false, true}) {
            var out = new ByteArrayOutputStream();
            BinaryEncoder encoder = blocks
                    ? new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(out, null)
                    : EncoderFactory.get().binaryEncoder(out, null);
            new GenericDatumWriter<Object>(lists).write(value, encoder);
            encoder.flush();

            BytesDecoder reading = new BytesDecoder().over(out.toByteArray(), 0);
            assertEquals(value, new GenericDatumReader<>(lists).read(null, reading));
            assertEquals(0, reading.remaining());

            BytesDecoder skipping = new BytesDecoder().over(out.toByteArray(), 0);
            GenericDatumReader.skip(lists, skipping);
            assertEquals(0, skipping.remaining());
        }
    }

    @Test
    void aBlockWhoseBytesAreSaidIsSkippedWithoutALook() throws IOException {
        BytesDecoder decoder = over(3, 4, 99, 99, 0, 42);

        assertEquals(0, decoder.skipArray());
        assertEquals(1, decoder.remaining());
    }

    @Test
    void whatIsNotThereIsTruncated() {
        assertThrows(EOFException.class, () -> over().readBoolean());
        assertThrows(EOFException.class, () -> over(0x80).readLong());
        assertThrows(EOFException.class, () -> over(1, 2, 3).readFloat());
        assertThrows(EOFException.class, () -> over(1, 2, 3, 4, 5, 6, 7).readDouble());
        assertThrows(EOFException.class, () -> over(4, 'a').readString());
        assertThrows(EOFException.class, () -> over(4, 'a').skipString());
        assertThrows(EOFException.class, () -> over(4, 1).readBytes(null));
        assertThrows(EOFException.class, () -> over(1).skipFixed(2));
        assertThrows(EOFException.class, () -> over(1).readFixed(new byte[2]));
    }

    /** Two gigabytes and more, claimed in a few bytes: with 512 MB of heap making room for them would fail. */
    @ParameterizedTest
    @ValueSource(longs = {2, Integer.MAX_VALUE - 8, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE})
    void claimedLengthsAreComparedWithWhatIsLeft(long length) throws IOException {
        assertThrows(EOFException.class, claim(length)::readString);
        assertThrows(EOFException.class, claim(length)::skipString);
        assertThrows(EOFException.class, () -> claim(length).readBytes(null));
        assertThrows(EOFException.class, claim(length)::readArrayStart);
        assertThrows(EOFException.class, claim(length)::arrayNext);
        assertThrows(EOFException.class, claim(length)::readMapStart);
        assertThrows(EOFException.class, claim(length)::mapNext);
        assertThrows(EOFException.class, claim(length)::skipArray);
        assertThrows(EOFException.class, claim(length)::skipMap);
    }

    /** A length and one byte more. */
    private static BytesDecoder claim(long length) throws IOException {
        return written(e -> {
            e.writeLong(length);
            e.writeBoolean(true);
        });
    }

    @Test
    void negativeLengthsAreRefused() throws IOException {
        assertThrows(AvroRuntimeException.class, () -> over(1).readString());
        assertThrows(AvroRuntimeException.class, () -> over(1).skipBytes());
        BytesDecoder least = written(e -> {
            e.writeLong(Long.MIN_VALUE);
            e.writeLong(0);
        });
        assertThrows(AvroRuntimeException.class, least::readArrayStart);
    }

    @Test
    void malformedScalarsAreRefused() {
        assertThrows(AvroRuntimeException.class, () -> over(2).readBoolean());
        assertThrows(
                AvroRuntimeException.class, () -> over(0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1)
                        .readLong());
    }

    @Test
    void textThatIsNotUtf8IsRefused_butTheReplacementCharacterItselfIsText() throws IOException {
        assertThrows(AvroRuntimeException.class, () -> over(2, 0xFF).readString());
        assertThrows(AvroRuntimeException.class, () -> over(6, 0xED, 0xA0, 0x80).readString());
        assertEquals("\uFFFD", over(6, 0xEF, 0xBF, 0xBD).readString());
    }
}
