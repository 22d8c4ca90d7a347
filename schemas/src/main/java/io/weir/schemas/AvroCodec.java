package io.weir.schemas;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.data.TimeConversions.TimestampMicrosConversion;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one thread reuses from record to record: buffers, readers. Records are written, and those of the same schema read, by
 * {@link RecordPlan}; those of another writer's schema are resolved by Avro's own reader. Not thread-safe.
 */
final class AvroCodec {
    /** Readers kept, one per class and writer's schema; beyond it they are made anew. */
    private static final int READERS_KEPT = 1_000;

    private static final SpecificData DATA = data();
    /** Plans of generated classes; there are as many as classes. */
    private static final Map<Class<?>, RecordPlan> PLANS = new ConcurrentHashMap<>();

    private record ReaderKey(Class<?> type, int schemaId) {}

    /** @param resolving null where the writer's schema is the reader's: the plan reads it */
    private record Reader(RecordPlan plan, @Nullable SpecificDatumReader<?> resolving) {}

    private final BytesDecoder decoder = new BytesDecoder();
    private final BytesEncoder encoder = new BytesEncoder();
    private final Map<ReaderKey, Reader> readers = new HashMap<>();
    /** The reader last used: a topic's records are of one schema mostly. */
    private @Nullable Class<?> lastType;

    private int lastId;
    private @Nullable Reader last;

    private static SpecificData data() {
        SpecificData data = new SpecificData(AvroCodec.class.getClassLoader());
        data.addLogicalTypeConversion(new TimestampMicrosConversion());
        return data;
    }

    /** Schema of a generated class, with the marks of the Java generator. */
    static Schema schemaOf(Class<?> type) {
        return DATA.getSchema(type);
    }

    static RecordPlan planOf(Class<?> type) {
        RecordPlan plan = PLANS.get(type);
        return plan != null ? plan : PLANS.computeIfAbsent(type, of -> RecordPlan.of(schemaOf(of)));
    }

    /** Wire format of a value. */
    <T extends SpecificRecord> byte[] encode(int schemaId, T value) {
        encoder.clear();
        encoder.writeByte(0);
        encoder.writeByte(schemaId >>> 24);
        encoder.writeByte(schemaId >>> 16);
        encoder.writeByte(schemaId >>> 8);
        encoder.writeByte(schemaId);
        planOf(value.getClass()).write(encoder, value);
        return encoder.toByteArray();
    }

    /** Whether the class can be read from what is written with the schema of this id: {@link #learn} has met both. */
    boolean reads(Class<?> type, int schemaId) {
        if (lastType == type && lastId == schemaId) {
            return true;
        }
        Reader known = readers.get(new ReaderKey(type, schemaId));
        if (known != null) {
            use(type, schemaId, known);
        }
        return known != null;
    }

    /** @param writer schema of the id, which can be read as the class */
    void learn(Class<?> type, int schemaId, Schema writer) {
        if (readers.size() >= READERS_KEPT) {
            readers.clear();
        }
        Schema own = schemaOf(type);
        Reader reader =
                new Reader(planOf(type), isSame(writer, own) ? null : new SpecificDatumReader<>(writer, own, DATA));
        readers.put(new ReaderKey(type, schemaId), reader);
        use(type, schemaId, reader);
    }

    private void use(Class<?> type, int schemaId, Reader reader) {
        last = reader;
        lastType = type;
        lastId = schemaId;
    }

    /** Value of Avro binary from {@code from} to the end, of a schema that {@link #reads} says can be read. */
    <T extends SpecificRecord> T decode(Class<T> type, int schemaId, byte[] bytes, int from) throws IOException {
        if (!reads(type, schemaId)) {
            throw new IllegalStateException("schema id " + schemaId + " was not learnt for " + type);
        }
        Reader reader = Objects.requireNonNull(last);
        try {
            BytesDecoder in = decoder.over(bytes, from);
            SpecificDatumReader<?> resolving = reader.resolving();
            T value = type.cast(resolving == null ? reader.plan().read(in) : resolving.read(null, in));
            if (decoder.remaining() > 0) {
                throw new AvroRuntimeException(decoder.remaining() + " bytes left over");
            }
            return value;
        } finally {
            decoder.release();
        }
    }

    /** The same bytes, field by field: names, types and their order; what it says besides is for people and generators. */
    private static boolean isSame(Schema writer, Schema own) {
        return SchemaNormalization.toParsingForm(writer).equals(SchemaNormalization.toParsingForm(own));
    }
}
