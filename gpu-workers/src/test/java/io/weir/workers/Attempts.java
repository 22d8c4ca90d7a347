package io.weir.workers;

import io.weir.v1.Attempt;
import io.weir.v1.Verifier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Attempts for tests. */
final class Attempts {

    private Attempts() {}

    static Attempt.Builder of(String tier, String tenant, String queryId) {
        return Attempt.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setAttempt(1)
                .setAccount(tenant + "/team")
                .setTask("sums")
                .setTier(tier)
                .setModel("model-1")
                .setHeldInputTokens(100)
                .setMaxOutputTokens(50)
                .setRequest("{\"messages\":[{\"role\":\"user\",\"content\":\"" + queryId + "\"}]}")
                .setVerifier(new Verifier("exact", Map.of("expected", queryId)));
    }

    static ClaimedWork claimed(Attempt attempt) {
        return new ClaimedWork(attempt, "claim-" + attempt.getQueryId(), Optional.empty(), Instant.EPOCH, 0);
    }
}
