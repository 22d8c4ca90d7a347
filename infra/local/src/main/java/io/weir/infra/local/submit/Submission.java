package io.weir.infra.local.submit;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.v1.Query;
import io.weir.v1.Verifier;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a caller asks.
 *
 * @param tenant tenant
 * @param account account that pays
 * @param queryId idempotency key
 * @param task task class; may be empty
 * @param prompt text of the user, not empty
 * @param maxTokens most output tokens, 1 or more; null: the platform's
 * @param verifier how an answer is checked
 * @param deadline time from now; null: the account's
 */
record Submission(
        String tenant,
        String account,
        String queryId,
        String task,
        String prompt,
        @Nullable Integer maxTokens,
        Verifier verifier,
        @Nullable Duration deadline) {

    private static final ObjectMapper JSON = new ObjectMapper();

    Submission {
        if (prompt.isEmpty()) {
            throw new IllegalArgumentException("PROMPT must not be empty");
        }
        if (maxTokens != null && maxTokens < 1) {
            throw new IllegalArgumentException("--max-tokens must be 1 or more, is " + maxTokens);
        }
    }

    /** The record; every other bound is ingress's to check, and its reason comes back as a dead letter. */
    Query query(Instant now) {
        return Query.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setAccount(account)
                .setSubmittedAt(now)
                .setTask(task)
                .setRequest(request())
                .setVerifier(verifier)
                .setDeadline(deadline == null ? null : now.plus(deadline))
                .build();
    }

    /** An OpenAI chat completion body. */
    private String request() {
        ObjectNode body = JSON.createObjectNode();
        body.putArray("messages").addObject().put("role", "user").put("content", prompt);
        if (maxTokens != null) {
            body.put("max_tokens", maxTokens);
        }
        return body.toString();
    }
}
