package io.weir.core.query;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A query, as admitted. Money in nano-dollars, times in microseconds since the epoch.
 *
 * @param account path of the account that pays; its first segment is the tenant
 * @param request OpenAI chat body as JSON, opaque here
 * @param promptBytes UTF-8 bytes of all text of the request: a bound on its tokens, whatever the tokenizer
 * @param messages messages of the request
 * @param maxOutputTokens ceiling that the caller asked for; 0 where it asked for none
 * @param fingerprint hash of what the query asks, for telling a repeat from a reuse of its id
 * @param maxAttempts most attempts, at least 1; 0 where the caller leaves it to the account
 * @param deadlineMicros time by which the result is wanted; 0 where the caller leaves it to the account
 * @param traceparent W3C trace context of the caller; empty where there was none
 */
public record Query(
        QueryKey key,
        String account,
        long submittedAtMicros,
        String task,
        String request,
        long promptBytes,
        int messages,
        long maxOutputTokens,
        long fingerprint,
        Set<String> capabilities,
        Verifier verifier,
        @Nullable Long valueOfPassNanodollars,
        @Nullable Double minPassProbability,
        @Nullable Long maxCostNanodollars,
        long deadlineMicros,
        int priority,
        ProcessingClass processingClass,
        String effort,
        int maxAttempts,
        Set<String> requiredTags,
        Map<String, String> labels,
        String streamMode,
        String traceparent) {

    public Query {
        capabilities = Set.copyOf(capabilities);
        requiredTags = Set.copyOf(requiredTags);
        labels = Map.copyOf(labels);
    }

    public Query withDeadline(long micros, int attempts) {
        return new Query(
                key,
                account,
                submittedAtMicros,
                task,
                request,
                promptBytes,
                messages,
                maxOutputTokens,
                fingerprint,
                capabilities,
                verifier,
                valueOfPassNanodollars,
                minPassProbability,
                maxCostNanodollars,
                micros,
                priority,
                processingClass,
                effort,
                attempts,
                requiredTags,
                labels,
                streamMode,
                traceparent);
    }

    /**
     * Accounts that a hold of it counts against where they are declared: the account with its ancestors, the tenant first, then
     * the budgets of its labels in order of key: acme, acme/search, acme/#team=blue.
     */
    public List<String> accountPaths() {
        List<String> paths = payingPaths();
        if (!labels.isEmpty()) {
            new TreeMap<>(labels).forEach((key, value) -> paths.add(this.key.tenant() + "/#" + key + "=" + value));
        }
        return paths;
    }

    /** The account that pays and its ancestors, the tenant first: whose terms it has, budgets of labels left out. */
    public List<String> payingPaths() {
        List<String> paths = new ArrayList<>(4 + labels.size());
        for (int slash = account.indexOf('/'); slash >= 0; slash = account.indexOf('/', slash + 1)) {
            paths.add(account.substring(0, slash));
        }
        paths.add(account);
        return paths;
    }
}
