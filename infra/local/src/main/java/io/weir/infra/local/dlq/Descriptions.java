package io.weir.infra.local.dlq;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.infra.local.cluster.Addresses;
import io.weir.infra.local.text.Printable;
import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.schemas.WireException;
import io.weir.v1.DeadLetter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A dead record in JSON and in lines. */
final class Descriptions {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SHOWN_BYTES = 512;

    private Descriptions() {}

    /** One line of JSON; {@link Addresses} aside, all that is known but the bytes. */
    static String json(DeadRecord record) {
        ObjectNode node = JSON.createObjectNode()
                .put("id", record.id())
                .put("state", record.state().toString())
                .put("code", record.code())
                .put("field", record.field())
                .put("value", record.value())
                .put("reason", record.reason())
                .put("tenant", record.tenant())
                .put("bytes", record.bytes())
                .put("refused_at", record.at().toString())
                .put("last_at", record.last().toString());
        if (record.source() != null) {
            node.putObject("source")
                    .put("topic", record.source().getTopic())
                    .put("partition", record.source().getPartition())
                    .put("offset", record.source().getOffset());
        }
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers are always JSON", e);
        }
    }

    /** All that is known, with key, headers and value as far as they can be shown. */
    static List<String> lines(DeadRecord record, DeadLetter letter, AvroWire wire) {
        List<String> lines = new ArrayList<>();
        add(lines, "id", record.id());
        add(lines, "state", record.state() + " since " + record.last());
        add(
                lines,
                "came to",
                record.source() == null
                        ? "not known"
                        : record.source().getTopic() + ", partition "
                                + record.source().getPartition() + ", offset "
                                + record.source().getOffset());
        add(lines, "refused", record.at() + " as " + record.code());
        add(lines, "field", record.field() == null ? "-" : record.field() + " = " + record.value());
        add(lines, "reason", record.reason());
        add(lines, "tenant", record.tenant().isEmpty() ? "not known" : record.tenant());
        if (letter.getRetryAt() != null) {
            add(lines, "retried", "from " + letter.getRetryAt() + " on, when its schema is registered");
        }
        add(lines, "key", shown(letter.getRecordKey()));
        for (Map.Entry<String, ByteBuffer> header : new TreeMap<>(letter.getRecordHeaders()).entrySet()) {
            add(lines, "header", header.getKey() + " = " + shown(header.getValue()));
        }
        add(lines, "value", record.bytes() + " bytes: " + value(letter, wire));
        return lines;
    }

    private static void add(List<String> lines, String name, String text) {
        lines.add(String.format("%-8s  %s", name, Printable.line(text)));
    }

    /** The record as Avro's JSON where it can be decoded, else its first bytes. */
    private static String value(DeadLetter letter, AvroWire wire) {
        ByteBuffer value = letter.getRecordValue();
        if (value != null && letter.getSource() != null) {
            Optional<Topic<?>> topic = Topics.fixed().stream()
                    .filter(one -> one.name().equals(letter.getSource().getTopic()))
                    .findFirst();
            try {
                if (topic.isPresent()) {
                    return String.valueOf(wire.decode(topic.get(), bytes(value)));
                }
            } catch (WireException | IllegalArgumentException e) {
                return shown(value);
            }
        }
        return shown(value);
    }

    private static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    /** Printable ASCII as it is, anything else in hexadecimal. */
    private static String shown(@Nullable ByteBuffer buffer) {
        if (buffer == null) {
            return "null";
        }
        byte[] all = bytes(buffer);
        int count = Math.min(all.length, SHOWN_BYTES);
        boolean text = true;
        for (int i = 0; i < count; i++) {
            text &= all[i] >= ' ' && all[i] < 0x7f;
        }
        String start = text
                ? new String(all, 0, count, java.nio.charset.StandardCharsets.US_ASCII)
                : "0x" + HexFormat.of().formatHex(all, 0, count);
        return start + (count < all.length ? "…" : "");
    }
}
