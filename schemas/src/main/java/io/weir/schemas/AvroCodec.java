package io.weir.schemas;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions.TimestampMicrosConversion;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/** What one thread reuses from record to record: buffers, readers, writers. Not thread-safe. */
final class AvroCodec {
    /** A buffer that a rare large record has grown beyond this is not kept, bytes. */
    private static final int LARGEST_KEPT = 256 << 10;
    /** Readers kept, one per class and writer's schema; beyond it they are made anew. */
    private static final int READERS_KEPT = 1_000;

    private static final SpecificData DATA = data();

    private record ReaderKey(Class<?> type, int schemaId) {}

    private final BytesDecoder decoder = new BytesDecoder();
    private final Map<ReaderKey, SpecificDatumReader<?>> readers = new HashMap<>();
    private final Map<Class<?>, SpecificDatumWriter<?>> writers = new HashMap<>();
    private final BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(new ByteArrayOutputStream(), null);
    private ByteArrayOutputStream buffer = new ByteArrayOutputStream(1 << 10);

    private static SpecificData data() {
        SpecificData data = new SpecificData(AvroCodec.class.getClassLoader());
        data.addLogicalTypeConversion(new TimestampMicrosConversion());
        return data;
    }

    /** Schema of a generated class, with the marks of the Java generator. */
    static Schema schemaOf(Class<?> type) {
        return DATA.getSchema(type);
    }

    /** Wire format of a value. After a failure this codec holds half a record and must be dropped. */
    <T extends SpecificRecord> byte[] encode(int schemaId, T value) throws IOException {
        buffer.reset();
        buffer.write(0);
        buffer.write(schemaId >>> 24);
        buffer.write(schemaId >>> 16);
        buffer.write(schemaId >>> 8);
        buffer.write(schemaId);
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(buffer, encoder);
        writer(value).write(value, out);
        out.flush();
        byte[] bytes = buffer.toByteArray();
        if (bytes.length > LARGEST_KEPT) {
            buffer = new ByteArrayOutputStream(1 << 10);
        }
        return bytes;
    }

    @SuppressWarnings("unchecked") // the writer of T's own class
    private <T extends SpecificRecord> SpecificDatumWriter<T> writer(T value) {
        return (SpecificDatumWriter<T>)
                writers.computeIfAbsent(value.getClass(), type -> new SpecificDatumWriter<T>(schemaOf(type), DATA));
    }

    /** Whether {@link #decode} has met the class and schema before. */
    boolean reads(Class<?> type, int schemaId) {
        return readers.containsKey(new ReaderKey(type, schemaId));
    }

    /** Value of Avro binary from {@code from} to the end, written with {@code writer}, a schema that can be read as T. */
    <T extends SpecificRecord> T decode(Class<T> type, int schemaId, Schema writer, byte[] bytes, int from)
            throws IOException {
        SpecificDatumReader<?> reader = readers.get(new ReaderKey(type, schemaId));
        if (reader == null) {
            if (readers.size() >= READERS_KEPT) {
                readers.clear();
            }
            reader = new SpecificDatumReader<T>(writer, schemaOf(type), DATA);
            readers.put(new ReaderKey(type, schemaId), reader);
        }
        try {
            T value = type.cast(reader.read(null, decoder.over(bytes, from)));
            if (decoder.remaining() > 0) {
                throw new AvroRuntimeException(decoder.remaining() + " bytes left over");
            }
            return value;
        } finally {
            decoder.release();
        }
    }
}
