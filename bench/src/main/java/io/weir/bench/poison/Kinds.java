package io.weir.bench.poison;

import static io.weir.bench.poison.Expected.letter;
import static io.weir.bench.poison.Expected.rejected;
import static io.weir.bench.poison.Expected.result;
import static io.weir.bench.poison.Expected.served;
import static io.weir.bench.poison.Expected.tooLarge;

import io.weir.bench.poison.Answer.By;
import io.weir.bench.poison.Poison.Maker;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.Calibration;
import io.weir.v1.Limit;
import io.weir.v1.PassPosterior;
import io.weir.v1.Price;
import io.weir.v1.Query;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Every kind of poison and what must become of it. */
public final class Kinds {

    /** Schema ids that no registry of these runs gives. */
    private static final int UNKNOWN_IDS = 1_000_000_000;

    private static final int INLINE = 256 * 1024;
    private static final int MEBIBYTE = 1 << 20;
    private static final int TEN_MEGABYTES = 10_000_000;
    private static final Instant YEAR_2100 = Instant.parse("2100-01-01T00:00:00Z");

    private final List<Poison> kinds = new ArrayList<>();

    private Kinds() {}

    public static List<Poison> all() {
        Kinds kinds = new Kinds();
        kinds.bytes();
        kinds.schemas();
        kinds.numbers();
        kinds.texts();
        kinds.sizes();
        kinds.times();
        kinds.names();
        kinds.declarations();
        return List.copyOf(kinds.kinds);
    }

    private void add(String name, Maker maker, Expected expected) {
        kinds.add(new Poison(name, 1, maker, expected));
    }

    private void query(String name, Consumer<Query> change, Expected expected) {
        add(name, (pharmacy, n) -> pharmacy.query(n, change), expected);
    }

    private void bytes() {
        String queries = Topics.QUERIES.name();
        add(
                "random bytes",
                (pharmacy, n) -> {
                    byte[] random = pharmacy.random(100);
                    random[0] |= 1; // 0 would be the magic byte
                    return Dose.bytes(queries, random);
                },
                letter("wrong_magic", "value", "0x"));
        add("wrong magic", (pharmacy, n) -> pharmacy.bytes(n, Kinds::magic), letter("wrong_magic", "value", "0x01"));
        add("no bytes", (pharmacy, n) -> Dose.bytes(queries, new byte[0]), letter("empty", "value", "0x"));
        add("null value", (pharmacy, n) -> Dose.bytes(queries, null), letter("invalid", "value", "null"));
        add(
                "cut off in the header",
                (pharmacy, n) -> Dose.bytes(queries, new byte[] {0, 0, 0}),
                letter("truncated", "value", "0x000000"));
        add(
                "truncated Avro",
                (pharmacy, n) -> pharmacy.bytes(n, bytes -> Arrays.copyOf(bytes, bytes.length / 2)),
                letter("truncated", "value", "0x00"));
        add(
                "Avro with bytes left over",
                (pharmacy, n) -> pharmacy.bytes(n, bytes -> Arrays.copyOf(bytes, bytes.length + 3)),
                letter("undecodable", "value", "0x00"));
        add(
                "text that claims 2 GB",
                (pharmacy, n) -> pharmacy.bytes(n, Kinds::claiming),
                letter("truncated", "value", "0x00"));
        add(
                "lone surrogate in the tenant",
                (pharmacy, n) -> pharmacy.withSurrogate(n, query -> query.setTenant(Pharmacy.MARK)),
                letter("undecodable", "value", "0x00"));
        add(
                "lone surrogate in the body",
                (pharmacy, n) ->
                        pharmacy.withSurrogate(n, query -> query.setRequest(Pharmacy.body("a" + Pharmacy.MARK))),
                letter("undecodable", "value", "0x00"));
    }

    private static byte[] magic(byte[] bytes) {
        bytes[0] = 1;
        return bytes;
    }

    /** The header, and the length of the first string: zigzag of 2³¹ − 1. */
    private static byte[] claiming(byte[] bytes) {
        byte[] length = {(byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
        System.arraycopy(length, 0, bytes, 5, length.length);
        return bytes;
    }

    private void schemas() {
        kinds.add(new Poison(
                "unknown schema id, each another",
                20,
                (pharmacy, n) -> pharmacy.bytes(n, bytes -> {
                    ByteBuffer.wrap(bytes).putInt(1, UNKNOWN_IDS + (int) n);
                    return bytes;
                }),
                letter("unknown_schema", "schema_id", "1")));
        add(
                "record of another type",
                (pharmacy, n) -> pharmacy.astray(
                        Topics.ACCOUNTS, Account.newBuilder().setAccount("x").build()),
                letter("wrong_type", "schema_id", null));
    }

    private void numbers() {
        query("NaN", q -> q.setMinPassProbability(Double.NaN), letter("invalid", "min_pass_probability", "NaN"));
        query(
                "infinity",
                q -> q.setMinPassProbability(Double.POSITIVE_INFINITY),
                letter("invalid", "min_pass_probability", "Infinity"));
        query(
                "negative probability",
                q -> q.setMinPassProbability(-0.5),
                letter("invalid", "min_pass_probability", "-0.5"));
        query(
                "negative money",
                q -> q.setValueOfPassNanodollars(-1L),
                letter("invalid", "value_of_pass_nanodollars", "-1"));
        query(
                "huge money",
                q -> q.setMaxCostNanodollars(Long.MAX_VALUE),
                letter("invalid", "max_cost_nanodollars", Long.toString(Long.MAX_VALUE)));
        query("negative attempts", q -> q.setMaxAttempts(-1), letter("invalid", "max_attempts", "-1"));
        query(
                "huge attempts",
                q -> q.setMaxAttempts(Integer.MAX_VALUE),
                letter("invalid", "max_attempts", Integer.toString(Integer.MAX_VALUE)));
        tokens("negative max_tokens", "-1", "-1");
        tokens("max_tokens beyond a long", "9" + "0".repeat(30), "9" + "0".repeat(30));
        tokens("fractional max_tokens", "1.5", "1.5");
        query(
                "NaN in the body",
                q -> q.setRequest(Pharmacy.body("x").replace("16", "NaN")),
                letter("invalid", "request", null));
    }

    private void tokens(String name, String tokens, @org.jspecify.annotations.Nullable String value) {
        query(
                name,
                q -> q.setRequest(Pharmacy.body("x").replace("16", tokens)),
                letter("invalid", "request.max_tokens", value));
    }

    private void texts() {
        query("no body", q -> q.setRequest(""), letter("invalid", "request", null));
        query(
                "no messages",
                q -> q.setRequest("{\"messages\":[]}"),
                letter("invalid", "request.messages", "{\"messages\":[]}"));
        query(
                "empty prompt",
                q -> q.setRequest(Pharmacy.body("")),
                letter("invalid", "request.messages", "{\"messages\""));
        query("body that is no JSON", q -> q.setRequest("hello"), letter("invalid", "request", null));
        query(
                "body nested 10,000 deep",
                q -> q.setRequest("{\"x\":" + "[".repeat(10_000)),
                letter("invalid", "request", null));
        query(
                "lone surrogate escaped in the prompt",
                q -> q.setRequest(Pharmacy.body("a\\ud800b")),
                letter("invalid", "request.messages.0.content", "a\\ud800b"));
        query(
                "lone surrogate escaped in an unknown field",
                q -> q.setRequest("{\"messages\":[{\"role\":\"user\",\"content\":\"x\"}],\"user\":\"\\udc00\"}"),
                letter("invalid", "request.user", "\\udc00"));
    }

    private void sizes() {
        query("body of 256 KiB", q -> q.setRequest(Pharmacy.bodyOf(INLINE)), rejected("no_tier"));
        query(
                "body of 256 KiB and a byte",
                q -> q.setRequest(Pharmacy.bodyOf(INLINE + 1)),
                letter("too_large", "request", "262145 bytes"));
        query(
                "body just under 1 MiB",
                q -> q.setRequest(Pharmacy.bodyOf(MEBIBYTE - 1)),
                letter("too_large", "request", "1048575 bytes"));
        query(
                "body just over 1 MiB",
                q -> q.setRequest(Pharmacy.bodyOf(MEBIBYTE + 1)),
                letter("too_large", "request", "1048577 bytes"));
        query(
                "record just under 2 MiB",
                q -> q.setRequest(Pharmacy.bodyOf(2 * MEBIBYTE - 1_000)),
                letter("too_large", "request", "2096152 bytes"));
        query("record just over 2 MiB", q -> q.setRequest(Pharmacy.bodyOf(2 * MEBIBYTE)), tooLarge(By.BROKER));
        query(
                "prompt of 10 MB, the producer allows it",
                q -> q.setRequest(Pharmacy.bodyOf(TEN_MEGABYTES)),
                tooLarge(By.BROKER));
        add(
                "prompt of 10 MB",
                (pharmacy, n) -> pharmacy.query(n, q -> q.setRequest(Pharmacy.bodyOf(TEN_MEGABYTES)))
                        .byPlainProducer(),
                tooLarge(By.PRODUCER));
    }

    private void times() {
        query("submitted in 1970", q -> q.setSubmittedAt(Instant.EPOCH), letter("too_old", "submitted_at", "0"));
        query(
                "submitted in 2100",
                q -> q.setSubmittedAt(YEAR_2100),
                letter("in_future", "submitted_at", "4102444800000000"));
        query("deadline in 2100", q -> q.setDeadline(YEAR_2100), letter("invalid", "deadline", "2100-01-01"));
        query(
                "deadline in the past",
                q -> q.setDeadline(Instant.EPOCH.plusSeconds(1)),
                result("deadline_past", "deadline", "1000000 µs"));
    }

    private void names() {
        query("no tenant", q -> q.setTenant(""), letter("invalid", "tenant", null));
        query("tenant with a slash", q -> q.setTenant("a/b"), letter("invalid", "tenant", "a/b"));
        query("NUL in the query id", q -> q.setQueryId("a\0b"), letter("invalid", "query_id", "a\\u0000b"));
        query("account of another tenant", q -> q.setAccount("acme"), letter("invalid", "account", "acme"));
        query(
                "account that does not exist",
                q -> q.setAccount(Pharmacy.TENANT + "/nobody"),
                result("unknown_account", "account", Pharmacy.TENANT + "/nobody"));
        query(
                "label of 10,000 characters",
                q -> q.setLabels(java.util.Map.of("x", "y".repeat(10_000))),
                letter("invalid", "labels.x", "yyy"));
        query("tenant in normal form C", q -> twin(q, Pharmacy.COMPOSED), served());
        query("its twin in normal form D", q -> twin(q, Pharmacy.DECOMPOSED), served());
    }

    private static void twin(Query query, String tenant) {
        query.setTenant(tenant);
        query.setAccount(tenant);
    }

    private void declarations() {
        add(
                "calibration with a NaN",
                (pharmacy, n) -> pharmacy.record(
                        Topics.CALIBRATION,
                        "poison",
                        Calibration.newBuilder()
                                .setVersion("poison-" + n)
                                .setPassPosteriors(List.of(new PassPosterior("add1", "small", Double.NaN, 1.0, 1L)))
                                .build()),
                letter("invalid", "pass_posteriors", null));
        add(
                "negative price",
                (pharmacy, n) -> pharmacy.record(
                        Topics.PRICES,
                        "smollm2-135m",
                        Price.newBuilder()
                                .setModel("smollm2-135m")
                                .setVersion("poison")
                                .setInput(-1L)
                                .setOutput(1L)
                                .build()),
                letter("invalid", "input", "-1"));
        add(
                "negative limit",
                (pharmacy, n) -> pharmacy.record(
                        Topics.ACCOUNTS,
                        Pharmacy.TENANT,
                        Account.newBuilder()
                                .setAccount(Pharmacy.TENANT)
                                .setLimits(List.of(Limit.newBuilder()
                                        .setId("all")
                                        .setAmount(-1)
                                        .build()))
                                .build()),
                letter("invalid", "limits.all.amount", "-1"));
        add(
                "null tier",
                (pharmacy, n) -> new Dose(
                        Topics.TIERS.name(),
                        "small".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        null,
                        "",
                        "",
                        false),
                letter("invalid", "value", "null"));
    }
}
