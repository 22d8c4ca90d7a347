package io.weir.infra.local.check.chain;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.v1.LedgerEntry;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.jspecify.annotations.Nullable;

/**
 * The canonical bytes of a ledger entry, read off its Avro record by a table of tags and the contract's own defaults. It shares
 * nothing with the router, whose bytes must be the same; the encoding is decision 021.
 *
 * <pre>
 *   record  = for each field in order of its tag, unless it has its default:  tag (1 byte)  value
 *   number  = 8 bytes, big-endian; of a time its microseconds since the epoch
 *   flag    = 1 byte, 0 or 1
 *   text, bytes, record = length (4 bytes, big-endian), then UTF-8, the bytes, the record
 *   array   = tag and value for each element
 * </pre>
 */
public final class CanonicalBytes {

    /** Tags by record and field. A tag is never given to another field. */
    static final Map<String, Map<String, Integer>> TAGS = Map.of(
            "LedgerEntry",
            Map.ofEntries(
                    Map.entry("id", 1),
                    Map.entry("seq", 2),
                    Map.entry("ledger_key", 3),
                    Map.entry("account", 4),
                    Map.entry("query_id", 5),
                    Map.entry("attempt", 6),
                    Map.entry("kind", 7),
                    Map.entry("amounts", 8),
                    Map.entry("released", 9),
                    Map.entry("balances", 10),
                    Map.entry("tier", 11),
                    Map.entry("price_version", 12),
                    Map.entry("reason", 13),
                    Map.entry("at", 14),
                    Map.entry("cause", 15),
                    Map.entry("seal", 16)),
            "Amounts",
            Map.of("money_nanodollars", 1, "tokens", 2, "energy_millijoules", 3, "requests", 4),
            "Balance",
            Map.ofEntries(
                    Map.entry("account", 1),
                    Map.entry("generation", 2),
                    Map.entry("limit_id", 3),
                    Map.entry("unit", 4),
                    Map.entry("window", 5),
                    Map.entry("hard", 6),
                    Map.entry("period_start", 7),
                    Map.entry("period_end", 8),
                    Map.entry("limit", 9),
                    Map.entry("held", 10),
                    Map.entry("posted", 11),
                    Map.entry("excess", 12),
                    Map.entry("bucket_posted", 13),
                    Map.entry("bucket_excess", 14),
                    Map.entry("buckets", 15),
                    Map.entry("terms", 16),
                    Map.entry("adjusted", 17)),
            "Bucket",
            Map.of("start", 1, "posted", 2, "excess", 3),
            "LimitTerms",
            Map.of(
                    "declared", 1,
                    "rolled_over", 2,
                    "increase", 3,
                    "increase_until", 4,
                    "rollover_max", 5,
                    "thresholds", 6,
                    "time_zone", 7,
                    "start_day", 8),
            "Seal",
            Map.of(
                    "day", 1,
                    "part", 2,
                    "parts", 3,
                    "last_seq", 4,
                    "entries", 5,
                    "outcome_seq", 6,
                    "posted", 7,
                    "excess", 8,
                    "previous_chain", 9));

    /** Fields without a tag, with the reason. */
    static final Map<String, String> LEFT_OUT = Map.of("LedgerEntry.chain", "it is what the bytes are hashed to");

    private record Tagged(int tag, int position, @Nullable Object unless) {}

    private static final Map<String, List<Tagged>> FIELDS = new HashMap<>();

    static {
        addFields(LedgerEntry.getClassSchema());
    }

    private CanonicalBytes() {}

    /** Tags of a record and of those in it; the cause is no record here but its offset. */
    private static void addFields(Schema schema) {
        List<Tagged> tagged = new ArrayList<>();
        for (Field field : schema.getFields()) {
            Integer tag = TAGS.getOrDefault(schema.getName(), Map.of()).get(field.name());
            if (tag == null) {
                continue; // a test names those that should have one
            }
            tagged.add(new Tagged(tag, field.pos(), defaultOf(field)));
            recordIn(field.schema())
                    .filter(inner -> !inner.getName().equals("Coordinates") && !FIELDS.containsKey(inner.getName()))
                    .ifPresent(CanonicalBytes::addFields);
        }
        tagged.sort(Comparator.comparingInt(Tagged::tag));
        FIELDS.put(schema.getName(), tagged);
    }

    private static @Nullable Object defaultOf(Field field) {
        return field.hasDefaultValue() ? SpecificData.get().getDefaultValue(field) : null;
    }

    static Optional<Schema> recordIn(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> Optional.of(schema);
            case ARRAY -> recordIn(schema.getElementType());
            case UNION ->
                schema.getTypes().stream()
                        .flatMap(one -> recordIn(one).stream())
                        .findFirst();
            default -> Optional.empty();
        };
    }

    /** The bytes of an entry. */
    public static byte[] of(LedgerEntry entry) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(512);
        record(entry, out);
        return out.toByteArray();
    }

    private static void record(IndexedRecord record, ByteArrayOutputStream out) {
        for (Tagged field : FIELDS.getOrDefault(record.getSchema().getName(), List.of())) {
            Object value = record.get(field.position);
            if (value != null && !isDefault(value, field.unless)) {
                tagged(field.tag, value, out);
            }
        }
    }

    private static boolean isDefault(Object value, @Nullable Object unless) {
        if (unless != null && value instanceof Instant) {
            return number(value) == number(unless);
        }
        return value.equals(unless);
    }

    private static void tagged(int tag, Object value, ByteArrayOutputStream out) {
        if (value instanceof Collection<?> elements) {
            elements.forEach(element -> tagged(tag, element, out));
            return;
        }
        out.write(tag);
        if (value instanceof io.weir.v1.Coordinates cause) {
            out.writeBytes(ByteBuffer.allocate(8).putLong(cause.getOffset()).array());
        } else if (value instanceof IndexedRecord record) {
            ByteArrayOutputStream inner = new ByteArrayOutputStream(128);
            record(record, inner);
            measured(inner.toByteArray(), out);
        } else if (value instanceof CharSequence text) {
            measured(text.toString().getBytes(UTF_8), out);
        } else if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            measured(copy, out);
        } else if (value instanceof Boolean flag) {
            out.write(flag ? 1 : 0);
        } else {
            out.writeBytes(ByteBuffer.allocate(8).putLong(number(value)).array());
        }
    }

    private static long number(Object value) {
        if (value instanceof Instant time) {
            return ChronoUnit.MICROS.between(Instant.EPOCH, time);
        } else if (value instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalStateException("no canonical form of " + value.getClass());
    }

    private static void measured(byte[] bytes, ByteArrayOutputStream out) {
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }
}
