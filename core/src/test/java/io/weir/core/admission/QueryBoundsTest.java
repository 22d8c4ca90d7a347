package io.weir.core.admission;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class QueryBoundsTest {

    private static final QueryBounds BOUNDS = new QueryBounds(1_000, 50, 256);

    private static String code(Optional<Violation> violation) {
        return violation.map(Violation::code).orElse("none");
    }

    @Test
    void aQuery_isAdmittedUpToTheHorizon_andALittleAhead() {
        assertEquals("too_old", code(BOUNDS.submittedAt(9_000, 10_000)));
        assertEquals("none", code(BOUNDS.submittedAt(9_001, 10_000)));
        assertEquals("none", code(BOUNDS.submittedAt(10_050, 10_000)));
        assertEquals("in_future", code(BOUNDS.submittedAt(10_051, 10_000)));
    }

    @Test
    void theDefaults_areSevenDaysTenMinutesAnd256Kilobytes() {
        assertEquals(Duration.ofDays(7).toMillis() * 1_000, QueryBounds.DEFAULT.horizonMicros());
        assertEquals(Duration.ofMinutes(10).toMillis() * 1_000, QueryBounds.DEFAULT.skewMicros());
        assertEquals(262_144, QueryBounds.DEFAULT.maxInlineBytes());
    }

    @Test
    void aBody_isInlineUpToItsBound() {
        assertEquals("none", code(BOUNDS.requestBytes(256)));
        assertEquals("too_large", code(BOUNDS.requestBytes(257)));
    }

    @Test
    void aProbability_isFromZeroToOne() {
        for (Double fine : List.of(0.0, -0.0, 0.5, 1.0)) {
            assertEquals("none", code(QueryBounds.probability("p", fine)));
        }
        assertEquals("none", code(QueryBounds.probability("p", null)));
        for (Double wrong : List.of(-1e-9, 1.0000001, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY)) {
            assertEquals("invalid", code(QueryBounds.probability("p", wrong)));
        }
    }

    @Test
    void money_isFromZeroToAMillionDollars() {
        assertEquals("none", code(QueryBounds.money("max_cost", null)));
        assertEquals("none", code(QueryBounds.money("max_cost", 0L)));
        assertEquals("invalid", code(QueryBounds.money("max_cost", -1L)));
        assertEquals("none", code(QueryBounds.money("max_cost", 1_000_000_000_000_000L)));
        assertEquals("invalid", code(QueryBounds.money("max_cost", 1_000_000_000_000_001L)));
        assertEquals("invalid", code(QueryBounds.money("max_cost", Long.MAX_VALUE)));
    }

    @Test
    void attemptsAndOutputTokens_haveTheirBounds() {
        assertEquals("invalid", code(QueryBounds.attempts("max_attempts", -1)));
        assertEquals("none", code(QueryBounds.attempts("max_attempts", 0)));
        assertEquals("none", code(QueryBounds.attempts("max_attempts", 8)));
        assertEquals("invalid", code(QueryBounds.attempts("max_attempts", 9)));
        assertEquals("invalid", code(QueryBounds.outputTokens("max_tokens", 0)));
        assertEquals("none", code(QueryBounds.outputTokens("max_tokens", 1)));
        assertEquals("none", code(QueryBounds.outputTokens("max_tokens", 10_000_000)));
        assertEquals("invalid", code(QueryBounds.outputTokens("max_tokens", 10_000_001)));
    }

    @Test
    void effortAndStreamMode_areOneOfTheirNames() {
        assertEquals("none", code(QueryBounds.effort("auto")));
        assertEquals("none", code(QueryBounds.streamMode("verified")));
        Violation violation = QueryBounds.effort("max").orElseThrow();
        assertEquals("effort must be one of [auto, high, low, medium]: max", violation.reason());
        assertEquals("invalid", code(QueryBounds.streamMode("None")));
    }

    @Test
    void aViolation_forgesNoLogLine() {
        Violation violation = Violation.invalid("query_id", "a\nERROR \u202eb\u2028\0", "is wrong");
        assertEquals("a\\u000aERROR \\u202eb\\u2028\\u0000", violation.value());
        assertEquals("x\\ud83c", Violation.excerpt("x\ud83c"));
        assertEquals("\\u2029", Violation.excerpt("\u2029"));
        assertEquals("🌊", Violation.excerpt("🌊"));
    }

    @Test
    void anExcerpt_isBounded_andSaysSo() {
        assertEquals("x".repeat(120), Violation.excerpt("x".repeat(120)));
        assertEquals("x".repeat(120) + "…", Violation.excerpt("x".repeat(121)));
        assertEquals("xx…", Violation.excerpt("xxx", 2));
    }
}
