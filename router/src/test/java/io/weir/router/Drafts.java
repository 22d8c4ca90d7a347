package io.weir.router;

import io.weir.v1.Account;
import io.weir.v1.Calibration;
import io.weir.v1.Claim;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import io.weir.v1.Limit;
import io.weir.v1.Model;
import io.weir.v1.Outcome;
import io.weir.v1.PassPosterior;
import io.weir.v1.Price;
import io.weir.v1.Query;
import io.weir.v1.Tier;
import io.weir.v1.Usage;
import io.weir.v1.Verifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Records that are valid and plain. One tier, small, at $0.10 per million tokens. */
public final class Drafts {

    public static final String TIER = "small";

    private Drafts() {}

    public static Query query(String tenant, String queryId, Instant submittedAt) {
        return Query.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setAccount(tenant)
                .setSubmittedAt(submittedAt)
                .setTask("arithmetic")
                .setRequest("{\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"}],\"max_tokens\":100}")
                .setVerifier(new Verifier("exact", Map.of("expected", "4")))
                .build();
    }

    public static Account account(String path, long nanodollars) {
        return Account.newBuilder()
                .setAccount(path)
                .setLimits(List.of(
                        Limit.newBuilder().setId("all").setAmount(nanodollars).build()))
                .build();
    }

    public static Tier tier() {
        return Tier.newBuilder()
                .setTier(TIER)
                .setModels(List.of(Model.newBuilder()
                        .setModel("small-1")
                        .setContextWindow(8_192)
                        .build()))
                .build();
    }

    public static Price price() {
        return Price.newBuilder()
                .setModel("small-1")
                .setVersion("2026-01")
                .setInput(100_000_000L)
                .setOutput(100_000_000L)
                .build();
    }

    public static Calibration calibration() {
        return Calibration.newBuilder()
                .setVersion("cal-1")
                .setPassPosteriors(List.of(new PassPosterior("arithmetic", TIER, 9.0, 1.0, 8L)))
                .build();
    }

    public static Claim claim(String tenant, String queryId, int attempt) {
        return Claim.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setAttempt(attempt)
                .setClaim("claim-" + queryId)
                .setWorker("worker-1")
                .setTier(TIER)
                .setLeaseMillis(60_000)
                .build();
    }

    /** A pass that used 30 input and 10 output tokens: 4,000 nano-dollars. */
    public static Outcome outcome(String tenant, String queryId, int attempt) {
        return Outcome.newBuilder()
                .setTenant(tenant)
                .setQueryId(queryId)
                .setAttempt(attempt)
                .setClaim("claim-" + queryId)
                .setStatus("answered")
                .setVerdict("pass")
                .setVerifier("exact")
                .setUsage(new Usage(30L, 0L, 0L, 10L, 0L))
                .setWorker("worker-1")
                .build();
    }

    public static Inbox inbox(String kind, long offset) {
        Inbox inbox = new Inbox();
        inbox.setKind(kind);
        inbox.setId(kind + "@" + offset);
        inbox.setOrigin(new Coordinates("weir.test", 0, offset));
        inbox.setSource("test");
        return inbox;
    }
}
