package io.weir.streams.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of the contracts as JSON, by their schema: every field under its own name, so that a new one needs no code. */
final class RecordJson {
    private RecordJson() {}

    /** The record as an object. */
    static ObjectNode of(SpecificRecord record) {
        ObjectNode node = Json.object();
        for (Schema.Field field : record.getSchema().getFields()) {
            put(node, field.name(), record.get(field.pos()));
        }
        return node;
    }

    /** The records under one name, in order. */
    static void put(ObjectNode node, String name, List<? extends SpecificRecord> records) {
        ArrayNode array = node.putArray(name);
        records.forEach(record -> array.add(of(record)));
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        if (value instanceof Long number) {
            Json.put(node, name, number.longValue());
        } else if (value instanceof Double number) {
            Json.put(node, name, number.doubleValue());
        } else if (value instanceof Map<?, ?> map) {
            ObjectNode child = node.putObject(name);
            sorted(map).forEach((key, item) -> put(child, key, item));
        } else if (value instanceof Collection<?> items) {
            ArrayNode array = node.putArray(name);
            items.forEach(item -> add(array, item));
        } else if (value instanceof SpecificRecord record) {
            node.set(name, of(record));
        } else if (value instanceof Integer number) {
            node.put(name, number);
        } else if (value instanceof Boolean flag) {
            node.put(name, flag);
        } else if (value == null) {
            node.putNull(name);
        } else {
            node.put(name, text(value));
        }
    }

    private static void add(ArrayNode array, Object item) {
        if (item instanceof SpecificRecord record) {
            array.add(of(record));
        } else {
            array.add(text(item));
        }
    }

    /** Maps have no order on the wire; sorted, equal answers are equal bytes. */
    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(key.toString(), value));
        return sorted;
    }

    /** Text and enums as they are, instants in ISO-8601, bytes in hexadecimal; these records have no other kinds of values. */
    private static String text(Object value) {
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return HexFormat.of().formatHex(copy);
        }
        if (value instanceof CharSequence || value instanceof Instant || value instanceof Enum<?>) {
            return value.toString();
        }
        throw new IllegalStateException("no JSON for a value of " + value.getClass());
    }
}
