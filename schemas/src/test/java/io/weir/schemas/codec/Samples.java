package io.weir.schemas.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.admission.Violation;
import io.weir.v1.Account;
import io.weir.v1.Limit;
import io.weir.v1.Model;
import io.weir.v1.Outcome;
import io.weir.v1.Price;
import io.weir.v1.Query;
import io.weir.v1.Tier;
import io.weir.v1.Usage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Records that are valid and plain; a test changes only what it is about. */
final class Samples {

    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456Z");
    static final long NOON_MICROS = 1_772_366_400_123_456L;

    private Samples() {}

    static Query query() {
        return Query.newBuilder()
                .setTenant("acme")
                .setQueryId("q-1")
                .setAccount("acme/search")
                .setSubmittedAt(NOON)
                .setTask("arithmetic")
                .setRequest("{\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"}]}")
                .build();
    }

    static Outcome outcome() {
        return Outcome.newBuilder()
                .setTenant("acme")
                .setQueryId("q-1")
                .setAttempt(1)
                .setClaim("claim-1")
                .setStatus("answered")
                .setVerdict("pass")
                .setUsage(new Usage(300L, 100L, 50L, 40L, 10L))
                .setEnergyMillijoules(7L)
                .setObservedAt(NOON)
                .build();
    }

    static Account account(Limit... limits) {
        return Account.newBuilder()
                .setAccount("acme/search")
                .setLimits(List.of(limits))
                .build();
    }

    static Limit limit(String id, long amount) {
        return Limit.newBuilder().setId(id).setAmount(amount).build();
    }

    static Tier tier() {
        return Tier.newBuilder()
                .setTier("small")
                .setModels(List.of(Model.newBuilder()
                        .setModel("small-1")
                        .setContextWindow(8_192)
                        .build()))
                .build();
    }

    static Price price() {
        return Price.newBuilder()
                .setModel("small-1")
                .setVersion("2026-01")
                .setInput(100_000_000L)
                .setOutput(400_000_000L)
                .build();
    }

    /** The violation that a call ends with; its reason must name its field and, where there is one, its value. */
    static Violation violation(Executable call) {
        Violation violation = assertThrows(InvalidRecord.class, call).violation();
        assertTrue(violation.reason().startsWith(violation.field() + " "), violation.reason());
        assertTrue(violation.reason().endsWith(violation.value()), violation.reason());
        return violation;
    }

    static void assertRefused(String field, String value, Executable call) {
        Violation violation = violation(call);
        assertEquals(field, violation.field());
        assertEquals(value, violation.value());
    }
}
