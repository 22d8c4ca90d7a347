package io.weir.schemas.codec;

import static io.weir.schemas.codec.Samples.NOON;
import static io.weir.schemas.codec.Samples.NOON_MICROS;
import static io.weir.schemas.codec.Samples.assertRefused;
import static io.weir.schemas.codec.Samples.query;
import static io.weir.schemas.codec.Samples.violation;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.core.admission.QueryBounds;
import io.weir.v1.Admitted;
import io.weir.v1.BodyRef;
import io.weir.v1.Query;
import io.weir.v1.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fields of a query beside its body. */
class QueryAdmissionTest {

    private static Admitted admit(Consumer<Query> change) {
        Query query = query();
        change.accept(query);
        return QueryCodec.admit(query, "", NOON_MICROS, QueryBounds.DEFAULT);
    }

    private static void admitted(Consumer<Query> change) {
        assertDoesNotThrow(() -> admit(change));
    }

    private static void refused(String field, String value, Consumer<Query> change) {
        assertRefused(field, value, () -> admit(change));
    }

    private static String account(int segments) {
        return "acme" + String.join("", Collections.nCopies(segments - 1, "/a"));
    }

    @Test
    void aPlainQueryIsAdmitted() {
        Admitted admitted = QueryCodec.admit(query(), "trace", NOON_MICROS, QueryBounds.DEFAULT);

        assertEquals("user".length() + "2+2?".length(), admitted.getPromptBytes());
        assertEquals(1, admitted.getMessages());
        assertEquals(0, admitted.getMaxOutputTokens());
        assertEquals("trace", admitted.getTraceparent());
    }

    @Test
    void aTenantIsOneSegmentOfAtMost256Bytes() {
        String longest = "é".repeat(128);
        admitted(query -> {
            query.setTenant(longest);
            query.setAccount(longest);
        });
        refused("tenant", "é".repeat(120) + "…", query -> query.setTenant(longest + "x"));
        refused("tenant", "", query -> query.setTenant(""));
        refused("tenant", "a/b", query -> query.setTenant("a/b"));
        refused("tenant", "#a", query -> query.setTenant("#a"));
        refused("tenant", "a\\u0000", query -> query.setTenant("a\0"));
    }

    @Test
    void aQueryIdIsAnyTextOf1To256Bytes() {
        admitted(query -> query.setQueryId("x".repeat(256)));
        admitted(query -> query.setQueryId("a/b #ü\n"));
        refused("query_id", "x".repeat(120) + "…", query -> query.setQueryId("x".repeat(257)));
        refused("query_id", "", query -> query.setQueryId(""));
        refused("query_id", "a\\u0000b", query -> query.setQueryId("a\0b"));
    }

    @Test
    void anAccountPathHasAtMost8SegmentsAndStartsWithTheTenant() {
        admitted(query -> query.setAccount(account(8)));
        refused("account", account(9), query -> query.setAccount(account(9)));
        refused("account", "other/search", query -> query.setAccount("other/search"));
        refused("account", "", query -> query.setAccount(""));
        refused("account", "", query -> query.setAccount("acme//search"));
    }

    @Test
    void submittedAtIsWithinTheHorizonAndNotAheadOfTheClock() {
        Duration horizon = Duration.ofDays(7);
        Duration skew = Duration.ofMinutes(10);
        admitted(query -> query.setSubmittedAt(NOON.minus(horizon).plus(1, ChronoUnit.MICROS)));
        admitted(query -> query.setSubmittedAt(NOON.plus(skew)));

        assertEquals(
                "too_old",
                violation(() -> admit(query -> query.setSubmittedAt(NOON.minus(horizon))))
                        .code());
        assertEquals(
                "in_future",
                violation(() -> admit(
                                query -> query.setSubmittedAt(NOON.plus(skew).plus(1, ChronoUnit.MICROS))))
                        .code());
        refused("submitted_at", "0", query -> query.setSubmittedAt(Instant.EPOCH));
        refused(
                "submitted_at",
                "4102444800000000",
                query -> query.setSubmittedAt(Instant.parse("2100-01-01T00:00:00Z")));
    }

    /** The wire's longs reach further than most time arithmetic: none may end in another exception. */
    @ParameterizedTest
    @ValueSource(longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1, Long.MAX_VALUE})
    void anySubmittedAtOfTheWireIsRefusedByName(long micros) {
        refused("submitted_at", Long.toString(micros), query -> query.setSubmittedAt(Micros.instant(micros)));
    }

    @Test
    void whatBecomesAKeyOrIsKeptIsShort() {
        admitted(query -> query.setTask("é".repeat(64)));
        refused("task", "é".repeat(64) + "x", query -> query.setTask("é".repeat(64) + "x"));
        admitted(query -> query.setLabels(java.util.Map.of("team", "x".repeat(256))));
        refused(
                "labels.team",
                "x".repeat(120) + "…",
                query -> query.setLabels(java.util.Map.of("team", "x".repeat(257))));
        refused("required_tags", "33", query -> query.setRequiredTags(java.util.Collections.nCopies(33, "eu")));
    }

    @Test
    void aDeadlineIsWithin3Days() {
        Instant latest = NOON.plus(java.time.Duration.ofDays(3));
        admitted(query -> query.setDeadline(latest));
        refused("deadline", latest.plusNanos(1_000).toString(), query -> query.setDeadline(latest.plusNanos(1_000)));
    }

    @Test
    void aProbabilityIsFrom0To1AndANumber() {
        admitted(query -> query.setMinPassProbability(0.0));
        admitted(query -> query.setMinPassProbability(1.0));
        refused("min_pass_probability", "NaN", query -> query.setMinPassProbability(Double.NaN));
        refused("min_pass_probability", "-1.0E-9", query -> query.setMinPassProbability(-1e-9));
        refused("min_pass_probability", "1.000000001", query -> query.setMinPassProbability(1.000000001));
        refused("min_pass_probability", "Infinity", query -> query.setMinPassProbability(Double.POSITIVE_INFINITY));
    }

    @Test
    void moneyIsFrom0ToAMillionDollars() {
        long most = 1_000_000_000_000_000L;
        admitted(query -> query.setValueOfPassNanodollars(0L));
        admitted(query -> query.setValueOfPassNanodollars(most));
        admitted(query -> query.setMaxCostNanodollars(most));
        refused("value_of_pass_nanodollars", "-1", query -> query.setValueOfPassNanodollars(-1L));
        refused("value_of_pass_nanodollars", "1000000000000001", query -> query.setValueOfPassNanodollars(most + 1));
        refused("max_cost_nanodollars", "-1", query -> query.setMaxCostNanodollars(-1L));
        refused("max_cost_nanodollars", Long.MAX_VALUE + "", query -> query.setMaxCostNanodollars(Long.MAX_VALUE));
    }

    @Test
    void attemptsAreFrom0To8() {
        admitted(query -> query.setMaxAttempts(0));
        admitted(query -> query.setMaxAttempts(8));
        refused("max_attempts", "-1", query -> query.setMaxAttempts(-1));
        refused("max_attempts", "9", query -> query.setMaxAttempts(9));
    }

    @Test
    void namesAreOfTheirSets() {
        refused("effort", "extreme", query -> query.setEffort("extreme"));
        refused("stream_mode", "all", query -> query.setStreamMode("all"));
        refused("processing_class", "STANDARD", query -> query.setProcessingClass("STANDARD"));
        admitted(query -> query.setProcessingClass("batch"));
    }

    @Test
    void aVerifierThatNoWorkerRunsIsRefusedRatherThanSkipped() {
        for (String kind : QueryCodec.VERIFIERS) {
            admitted(query -> query.setVerifier(new Verifier(kind, Map.of())));
        }
        refused("verifier.kind", "judge", query -> query.setVerifier(new Verifier("judge", Map.of())));
    }

    @Test
    void aBodyByReferenceIsRefusedAsNotServed() {
        refused("request_ref", "s3://b/k", query -> query.setRequestRef(new BodyRef("s3://b/k", "", 1L)));
    }

    @Test
    void aBodyIsAtMost256KilobytesOfUtf8() {
        String frame = "{\"messages\":[{\"role\":\"user\",\"content\":\"%s\"}]}";
        int room = 256 * 1024 - frame.length() + 2;
        admitted(query -> query.setRequest(frame.formatted("x".repeat(room))));
        refused("request", "262145 bytes", query -> query.setRequest(frame.formatted("x".repeat(room + 1))));
        refused("request", "262145 bytes", query -> query.setRequest(frame.formatted("x".repeat(room - 1) + "é")));
    }

    @Test
    void aRepeatHasTheSameFingerprint_anotherQuestionHasAnother() {
        long first = admit(query -> {}).getFingerprint();

        assertEquals(
                first,
                admit(query -> query.setSubmittedAt(NOON.minusSeconds(60))).getFingerprint());
        assertEquals(first, admit(query -> query.setPriority(9)).getFingerprint());
        for (Consumer<Query> other : java.util.List.<Consumer<Query>>of(
                query -> query.setRequest(query.getRequest().replace("2+2", "2+3")),
                query -> query.setAccount("acme"),
                query -> query.setTask("algebra"),
                query -> query.setVerifier(new Verifier("exact", Map.of())),
                query -> query.setVerifier(new Verifier("none", Map.of("a", "b"))))) {
            org.junit.jupiter.api.Assertions.assertNotEquals(first, admit(other).getFingerprint());
        }
    }

    @Test
    void textMovedFromOneFieldToTheNextIsAnotherQuestion() {
        long ab = admit(query -> query.setVerifier(new Verifier("exact", Map.of("a", "bc"))))
                .getFingerprint();
        long other = admit(query -> query.setVerifier(new Verifier("exact", Map.of("ab", "c"))))
                .getFingerprint();

        org.junit.jupiter.api.Assertions.assertNotEquals(ab, other);
    }

    @Test
    void anAdmittedQueryReachesCoreWhole() {
        Query query = query();
        query.setDeadline(NOON.plusSeconds(30));
        query.setMaxCostNanodollars(123L);
        query.setRequiredTags(java.util.List.of("eu"));
        query.setLabels(Map.of("team", "x"));
        query.setProcessingClass("batch");
        Admitted admitted = QueryCodec.admit(query, "trace", NOON_MICROS, QueryBounds.DEFAULT);

        io.weir.core.query.Query core = QueryCodec.toCore(query, admitted);

        assertEquals("acme/search", core.account());
        assertEquals(NOON_MICROS, core.submittedAtMicros());
        assertEquals(NOON_MICROS + 30_000_000, core.deadlineMicros());
        assertEquals(123L, core.maxCostNanodollars());
        assertEquals(java.util.Set.of("eu"), core.requiredTags());
        assertEquals(Map.of("team", "x"), core.labels());
        assertEquals("batch", core.processingClass().lane());
        assertEquals("trace", core.traceparent());
        assertEquals(admitted.getFingerprint(), core.fingerprint());
    }

    /** 0 means that none was given, so a deadline at or before the epoch must stay one that has passed. */
    @Test
    void aDeadlineBeforeTheEpochIsPast_notAbsent() {
        Query query = query();
        query.setDeadline(Instant.EPOCH.minusSeconds(5));
        Admitted admitted = QueryCodec.admit(query, "", NOON_MICROS, QueryBounds.DEFAULT);

        assertEquals(1, QueryCodec.toCore(query, admitted).deadlineMicros());
    }
}
