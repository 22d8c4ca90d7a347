package io.weir.bench.poison;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.schemas.AvroWire;
import io.weir.schemas.Topic;
import io.weir.schemas.Topics;
import io.weir.v1.Query;
import io.weir.v1.Verifier;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Makes records, right ones and wrong ones, from the schemas that the stack itself uses. */
final class Pharmacy {

    /** Who sends poison; its account exists, so that only what is wrong is refused. */
    static final String TENANT = "mallory";
    /** One name in two normal forms: U+00E9, and e with U+0301. */
    static final String COMPOSED = "caf\u00e9";

    static final String DECOMPOSED = "cafe\u0301";

    /** Stands for what cannot be written as a string: replaced, byte for byte, once encoded. */
    static final String MARK = "@@@";
    /** U+D800 as three bytes, which UTF-8 forbids. */
    private static final byte[] LONE_SURROGATE = {(byte) 0xED, (byte) 0xA0, (byte) 0x80};

    private final AvroWire wire;
    private final Random random;

    Pharmacy(AvroWire wire, long seed) {
        this.wire = wire;
        this.random = new Random(seed);
    }

    /** A query that would be served, of the tenant {@link #TENANT}. */
    Query query(long number) {
        return Query.newBuilder()
                .setTenant(TENANT)
                .setQueryId("dose-" + number)
                .setAccount(TENANT)
                .setSubmittedAt(Instant.now())
                .setTask("add1")
                .setRequest(body("What is 3 + 7? Reply with only the number."))
                .setVerifier(new Verifier("numeric", Map.of("expected", "10")))
                .build();
    }

    /**
     * A chat body.
     *
     * @param prompt as JSON text, without quotes
     */
    static String body(String prompt) {
        return "{\"messages\":[{\"role\":\"user\",\"content\":\"" + prompt + "\"}],\"max_tokens\":16}";
    }

    /** A body of so many bytes. */
    static String bodyOf(int bytes) {
        return body("x".repeat(bytes - body("").length()));
    }

    Dose query(long number, Consumer<Query> change) {
        Query query = query(number);
        change.accept(query);
        return new Dose(
                Topics.QUERIES.name(),
                query.getTenant().getBytes(UTF_8),
                wire.encode(Topics.QUERIES, query),
                query.getTenant(),
                query.getQueryId(),
                false);
    }

    /** The same with the mark replaced by a lone surrogate. */
    Dose withSurrogate(long number, Consumer<Query> change) {
        byte[] value = value(query(number, change));
        byte[] mark = MARK.getBytes(UTF_8);
        for (int i = 0; i + mark.length <= value.length; i++) {
            if (Arrays.equals(value, i, i + mark.length, mark, 0, mark.length)) {
                System.arraycopy(LONE_SURROGATE, 0, value, i, LONE_SURROGATE.length);
                return Dose.bytes(Topics.QUERIES.name(), value);
            }
        }
        throw new IllegalStateException("no mark in the query");
    }

    /** A good query's bytes, changed. */
    Dose bytes(long number, java.util.function.UnaryOperator<byte[]> change) {
        return Dose.bytes(Topics.QUERIES.name(), change.apply(value(query(number, query -> {}))));
    }

    <T extends SpecificRecord> Dose record(Topic<T> topic, String key, T value) {
        return new Dose(topic.name(), key.getBytes(UTF_8), wire.encode(topic, value), "", "", false);
    }

    /** A record of another topic, on the topic of queries. */
    <T extends SpecificRecord> Dose astray(Topic<T> topic, T value) {
        return Dose.bytes(Topics.QUERIES.name(), wire.encode(topic, value));
    }

    byte[] random(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] value(Dose dose) {
        return java.util.Objects.requireNonNull(dose.value());
    }
}
