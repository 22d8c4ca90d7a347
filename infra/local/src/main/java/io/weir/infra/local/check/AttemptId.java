package io.weir.infra.local.check;

/**
 * An attempt.
 *
 * @param query its query
 * @param number its number within the query
 */
record AttemptId(QueryId query, int number) {

    static AttemptId of(String tenant, String queryId, int number) {
        return new AttemptId(new QueryId(tenant, queryId), number);
    }

    @Override
    public String toString() {
        return query + "/" + number;
    }
}
