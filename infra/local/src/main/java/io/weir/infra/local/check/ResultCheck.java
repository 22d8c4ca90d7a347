package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.AttemptBrief;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** I2: every accepted query ends in exactly one terminal result, and no result is without a query. */
final class ResultCheck implements Check {

    private static final Set<String> STATUSES =
            Set.of("passed", "answered", "failed", "rejected", "expired", "cancelled");

    private final Findings findings = Findings.counting("queries", "repeats", "results", "open");
    /** Where each accepted query stands first, until its result is seen. */
    private final Map<QueryId, Where> open = new HashMap<>();

    private final Set<QueryId> closed = new HashSet<>();
    private boolean whole = true;
    private boolean resultsWhole = true;

    @Override
    public String name() {
        return "I2";
    }

    @Override
    public String rule() {
        return "each accepted query has exactly one result, no result is without a query";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        open.clear();
        closed.clear();
        whole = extent.whole(Topics.INBOX);
        resultsWhole = extent.whole(Topics.RESULTS);
        findings.unjudgedUnless(extent, Topics.INBOX, Topics.RESULTS);
    }

    @Override
    public void query(Where where, Query query) {
        boolean first = open.putIfAbsent(new QueryId(query.getTenant(), query.getQueryId()), where) == null;
        findings.count(first ? "queries" : "repeats");
    }

    @Override
    public void refused(Where where, String code) {
        findings.count("refused " + code);
    }

    @Override
    public void result(Where where, Result result) {
        QueryId id = new QueryId(result.getTenant(), result.getQueryId());
        findings.count("results");
        findings.count(result.getStatus());
        findings.require(STATUSES.contains(result.getStatus()), where, "a status of " + STATUSES, result.getStatus());
        if (open.remove(id) == null) {
            boolean second = closed.contains(id);
            findings.require(!second, where, "one result of query " + id, "a second one");
            findings.require(second || !whole, where, "an accepted query " + id + " in the inbox", "none");
        }
        closed.add(id);
        passedByItsLast(where, result);
    }

    private void passedByItsLast(Where where, Result result) {
        if (!result.getStatus().equals("passed")) {
            return;
        }
        List<AttemptBrief> attempts = result.getAttempts();
        String last = attempts.isEmpty()
                ? "no attempt"
                : attempts.get(attempts.size() - 1).getVerdict();
        findings.require(last.equals("pass"), where, "a passed query's last attempt to pass", last);
    }

    @Override
    public void ends(boolean atRest) {
        findings.add("open", open.size());
        if (atRest && resultsWhole) {
            open.forEach((id, where) -> findings.violation(where, "a result of query " + id, "none"));
        }
    }
}
