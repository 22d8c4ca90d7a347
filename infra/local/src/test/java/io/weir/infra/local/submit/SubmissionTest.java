package io.weir.infra.local.submit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.v1.AttemptBrief;
import io.weir.v1.DeadLetter;
import io.weir.v1.Message;
import io.weir.v1.Query;
import io.weir.v1.Result;
import io.weir.v1.Verifier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SubmissionTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void aPromptBecomesAChatCompletionBody() {
        Query query = submission("What is \"3 + 4\"?", 16, Duration.ofSeconds(30)).query(NOW);

        assertEquals(
                "{\"messages\":[{\"role\":\"user\",\"content\":\"What is \\\"3 + 4\\\"?\"}],\"max_tokens\":16}",
                query.getRequest());
        assertEquals(NOW.plusSeconds(30), query.getDeadline());
        assertEquals("acme/search", query.getAccount());
    }

    @Test
    void whatIsNotSaidIsLeftToTheAccount() {
        Query query = submission("hi", null, null).query(NOW);

        assertEquals("{\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}", query.getRequest());
        assertEquals(null, query.getDeadline());
    }

    @Test
    void anEmptyPromptAndNoTokensAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> submission("", null, null));
        assertThrows(IllegalArgumentException.class, () -> submission("hi", 0, null));
    }

    @Test
    void aResultIsToldWithTiersAndCost() {
        Result result = Result.newBuilder()
                .setTenant("acme")
                .setQueryId("q1")
                .setStatus("passed")
                .setReason("large passed in attempt 2")
                .setMessage(Message.newBuilder().setContent("7\nindeed").build())
                .setAttempts(List.of(tier("small"), tier("large")))
                .setCostNanodollars(380)
                .setInputTokens(5)
                .setOutputTokens(1)
                .setEnergyMillijoules(9)
                .build();

        assertEquals(
                String.join(
                        System.lineSeparator(),
                        "7\nindeed",
                        "status  passed: large passed in attempt 2",
                        "tiers   small, then large",
                        "cost    $0.00000038, 5 + 1 tokens, 9 mJ",
                        "query   acme q1"),
                EndingText.of(new Ending.Answered(result)));
        assertEquals(0, EndingText.exitStatus(new Ending.Answered(result)));
    }

    @Test
    void aQueryWithoutAnAnswerFails() {
        for (String status : List.of("failed", "rejected", "expired", "cancelled")) {
            Result result = Result.newBuilder()
                    .setTenant("acme")
                    .setQueryId("q1")
                    .setStatus(status)
                    .build();
            assertEquals(1, EndingText.exitStatus(new Ending.Answered(result)), status);
        }
    }

    @Test
    void aDeadLetterIsToldWithItsReason() {
        Ending refused = new Ending.Refused(DeadLetter.newBuilder()
                .setId("x")
                .setCode("invalid")
                .setReason("account must begin with its tenant: b")
                .build());

        assertTrue(EndingText.of(refused).contains("invalid: account must begin"), EndingText.of(refused));
        assertEquals(1, EndingText.exitStatus(refused));
    }

    private static AttemptBrief tier(String tier) {
        return AttemptBrief.newBuilder().setTier(tier).build();
    }

    private static Submission submission(String prompt, Integer maxTokens, Duration deadline) {
        return new Submission(
                "acme", "acme/search", "q1", "add2", prompt, maxTokens, new Verifier("none", Map.of()), deadline);
    }
}
