package io.weir.bench.router;

/**
 * Latencies of the router and of the identity, at one commit interval and one rate of records.
 *
 * @param commitMillis commit interval of both
 * @param identity the same records through the identity: of the query, and of the outcome that follows when it is seen
 */
record LatencyPair(int commitMillis, Latencies router, Latencies identity) {

    /** p99 from a query to its attempt, over p99 of the query's bytes through the identity: one pass each. */
    double p99OfAttemptOverIdentity() {
        return router.attempt().p99() / identity.attempt().p99();
    }

    /** p99 from a query to its result, over that of the identity's two passes. */
    double p99OfResultOverIdentity() {
        return router.result().p99() / identity.result().p99();
    }

    boolean complete() {
        return router.complete() && identity.complete();
    }
}
