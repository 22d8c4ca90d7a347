package io.weir.core.query;

/** Identity of a query: its tenant and the id that the application gave it. */
public record QueryKey(String tenant, String queryId) implements Comparable<QueryKey> {

    @Override
    public int compareTo(QueryKey other) {
        int byTenant = tenant.compareTo(other.tenant);
        return byTenant != 0 ? byTenant : queryId.compareTo(other.queryId);
    }
}
