package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.util.HashSet;
import java.util.Set;

/** One tenant, one partition, one owner: every record stands where its tenant is homed. */
final class HomeCheck implements Check {

    private final Findings findings = Findings.counting("tenants");
    private final Set<String> tenants = new HashSet<>();
    private int partitions = 1;

    @Override
    public String name() {
        return "home";
    }

    @Override
    public String rule() {
        return "each tenant has one partition, the same in every topic";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        partitions = extent.partitions();
    }

    @Override
    public void query(Where where, Query query) {
        home(where, query.getTenant());
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        home(where, entry.getLedgerKey());
        String tenant = entry.getAccount().split("/", -1)[0];
        findings.require(
                tenant.equals(entry.getLedgerKey()),
                where,
                "ledger_key " + tenant + " of account " + entry.getAccount(),
                entry.getLedgerKey());
    }

    @Override
    public void decision(Where where, Decision decision) {
        home(where, decision.getTenant());
    }

    @Override
    public void attempt(Where where, Attempt attempt) {
        home(where, attempt.getTenant());
    }

    @Override
    public void outcome(Where where, Outcome outcome) {
        home(where, outcome.getTenant());
    }

    @Override
    public void result(Where where, Result result) {
        home(where, result.getTenant());
    }

    private void home(Where where, String tenant) {
        if (tenants.add(tenant)) {
            findings.count("tenants");
        }
        int home = Topics.partitionOf(tenant, partitions);
        if (home != where.partition()) {
            findings.violation(
                    where, "tenant " + tenant + " in partition " + home, "it in partition " + where.partition());
        }
    }
}
