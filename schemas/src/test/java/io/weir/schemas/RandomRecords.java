package io.weir.schemas;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Records of the generated classes with every field filled from a seed, nested ones included. */
final class RandomRecords {
    private static final List<String> TEXTS =
            List.of("", "acme", "nul\0inside", "ünïcode \uD83D\uDE00", "\uFFFD", "e\u0301", "x".repeat(5_000));

    private final Random random;

    RandomRecords(long seed) {
        this.random = new Random(seed);
    }

    <T extends SpecificRecord> T next(Class<T> type) {
        return type.cast(record(SpecificData.get().getSchema(type)));
    }

    private SpecificRecord record(Schema schema) {
        var record = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema())));
        return record;
    }

    private Object value(Schema schema) {
        if (LogicalTypes.timestampMicros().equals(schema.getLogicalType())) {
            return Instant.EPOCH.plus(random.nextLong() >> 8, ChronoUnit.MICROS);
        }
        return switch (schema.getType()) {
            case RECORD -> record(schema);
            case UNION -> random.nextBoolean() ? null : value(schema.getTypes().get(1));
            case ARRAY -> list(schema.getElementType());
            case MAP -> map(schema.getValueType());
            case STRING -> TEXTS.get(random.nextInt(TEXTS.size()));
            case BYTES -> bytes();
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case DOUBLE -> random.nextGaussian();
            case BOOLEAN -> random.nextBoolean();
            case FLOAT, ENUM, FIXED, NULL -> throw new AssertionError("no schema of ours has a " + schema.getType());
        };
    }

    private List<Object> list(Schema element) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(element));
        }
        return list;
    }

    private Map<String, Object> map(Schema value) {
        Map<String, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put("key" + i, value(value));
        }
        return map;
    }

    private ByteBuffer bytes() {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
