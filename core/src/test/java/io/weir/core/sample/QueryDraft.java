package io.weir.core.sample;

import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verifier;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A query being written: 400 bytes in one message, at most 100 output tokens, verified, submitted at the epoch. */
public final class QueryDraft {

    private final QueryKey key;
    private String account;
    private long submittedAtMicros;
    private String task = "arithmetic";
    private long promptBytes = 400;
    private int messages = 1;
    private long maxOutputTokens = 100;
    private long fingerprint = 1;
    private Set<String> capabilities = Set.of();
    private Verifier verifier = new Verifier("exact", Map.of("expected", "42"));
    private @Nullable Long valueNanodollars;
    private @Nullable Double floor;
    private @Nullable Long maxCostNanodollars;
    private long deadlineMicros;
    private ProcessingClass processingClass = ProcessingClass.STANDARD;
    private int maxAttempts;
    private Set<String> requiredTags = Set.of();
    private Map<String, String> labels = Map.of("team", "search");

    private QueryDraft(QueryKey key) {
        this.key = key;
        this.account = key.tenant();
    }

    public static QueryDraft of(String tenant, String queryId) {
        return new QueryDraft(new QueryKey(tenant, queryId));
    }

    public QueryDraft account(String path) {
        account = path;
        return this;
    }

    public QueryDraft submittedAt(long micros) {
        submittedAtMicros = micros;
        return this;
    }

    public QueryDraft task(String name) {
        task = name;
        return this;
    }

    public QueryDraft prompt(long bytes, int ofMessages) {
        promptBytes = bytes;
        messages = ofMessages;
        return this;
    }

    public QueryDraft maxOutputTokens(long tokens) {
        maxOutputTokens = tokens;
        return this;
    }

    public QueryDraft fingerprint(long hash) {
        fingerprint = hash;
        return this;
    }

    public QueryDraft capabilities(String... names) {
        capabilities = Set.of(names);
        return this;
    }

    public QueryDraft unverified() {
        verifier = Verifier.NONE;
        return this;
    }

    public QueryDraft value(long nanodollars) {
        valueNanodollars = nanodollars;
        return this;
    }

    public QueryDraft floor(double probability) {
        floor = probability;
        return this;
    }

    public QueryDraft maxCost(long nanodollars) {
        maxCostNanodollars = nanodollars;
        return this;
    }

    public QueryDraft deadline(long micros) {
        deadlineMicros = micros;
        return this;
    }

    public QueryDraft batch() {
        processingClass = ProcessingClass.BATCH;
        return this;
    }

    public QueryDraft maxAttempts(int attempts) {
        maxAttempts = attempts;
        return this;
    }

    public QueryDraft requiredTags(String... tags) {
        requiredTags = Set.of(tags);
        return this;
    }

    public QueryDraft labels(Map<String, String> newLabels) {
        labels = newLabels;
        return this;
    }

    public Query write() {
        return new Query(
                key,
                account,
                submittedAtMicros,
                task,
                "{}",
                promptBytes,
                messages,
                maxOutputTokens,
                fingerprint,
                capabilities,
                verifier,
                valueNanodollars,
                floor,
                maxCostNanodollars,
                deadlineMicros,
                0,
                processingClass,
                "auto",
                maxAttempts,
                requiredTags,
                labels,
                "none",
                "");
    }
}
