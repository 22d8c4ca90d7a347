package io.weir.core.query;

import java.util.List;
import java.util.Map;

/**
 * What is kept of a query after its result, until the idempotency horizon has passed.
 *
 * @param fingerprint hash of what it asked
 * @param closedAtMicros partition clock at its result
 * @param account account that paid
 * @param task task class, for late outcomes
 * @param labels labels, for late outcomes
 * @param abandoned attempts whose late outcome may still add a cost
 */
public record ClosedQuery(
        long fingerprint,
        long closedAtMicros,
        String account,
        String task,
        Map<String, String> labels,
        List<AbandonedAttempt> abandoned) {

    public ClosedQuery {
        labels = Map.copyOf(labels);
        abandoned = List.copyOf(abandoned);
    }

    public ClosedQuery withAbandoned(List<AbandonedAttempt> attempts) {
        return new ClosedQuery(fingerprint, closedAtMicros, account, task, labels, attempts);
    }
}
