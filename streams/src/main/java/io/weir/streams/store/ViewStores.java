package io.weir.streams.store;

/** Names of the state stores; changelog topics are named after them, so a name is for ever. */
public final class ViewStores {
    /** Results by (tenant, query). */
    public static final String RESULTS = "results";
    /** Decisions by (tenant, query, offset). */
    public static final String DECISIONS = "decisions";
    /** Ledger entries that name a query, by (tenant, query, offset). */
    public static final String LEDGER = "ledger";
    /** Results, decisions and ledger entries by (kind, tenant, time). Read by three processors, which puts them in one task. */
    public static final String RECORDS_BY_TIME = "records-by-time";
    /** Account views by path. Bound: as many as there are accounts. */
    public static final String ACCOUNTS = "accounts";
    /** Sums over results by tenant. Bound: as many as there are tenants. */
    public static final String TENANTS = "tenants";
    /** Cost-of-pass aggregates by (window, start, slice). */
    public static final String COST_OF_PASS = "cost-of-pass";
    /** Cost-of-pass aggregates that expire, by (window, end). */
    public static final String COST_OF_PASS_BY_TIME = "cost-of-pass-by-time";

    private ViewStores() {}
}
