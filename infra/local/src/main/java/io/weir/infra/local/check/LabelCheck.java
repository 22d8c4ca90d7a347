package io.weir.infra.local.check;

import io.weir.infra.local.check.BalanceLine.LimitId;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * I1 for the budgets of labels: a hold counts against every limit of {@code tenant/#key=value} for each label of its query, and
 * of no other label. The ledger does not know a query's labels; its outcomes do. So what each hold counted against is kept
 * until its outcome, of tenants with such budgets alone.
 */
final class LabelCheck implements Check {

    private final Findings findings = Findings.counting("holds");
    private final LimitsInForce limits = new LimitsInForce();
    private final Map<String, Set<String>> budgets = new HashMap<>();
    private final Map<AttemptId, Held> holds = new HashMap<>();
    private boolean whole = true;

    /**
     * @param inForce limits by the label account that they are of, when the hold was taken
     * @param touched those that it counted against
     */
    private record Held(Where where, Map<String, List<LimitId>> inForce, Set<LimitId> touched) {}

    /** Whether an account is the budget of a label of a tenant. */
    static boolean isLabelOf(String tenant, String account) {
        return account.startsWith(tenant + "/#");
    }

    @Override
    public String name() {
        return "I1 labels";
    }

    @Override
    public String rule() {
        return "each hold counts against the budgets of its query's labels, and of no other label";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        limits.clear();
        budgets.clear();
        holds.clear();
        whole = extent.whole(Topics.LEDGER);
        findings.unjudgedUnless(extent, Topics.LEDGER);
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        String tenant = entry.getLedgerKey();
        if (entry.getKind().equals("limit_set") && isLabelOf(tenant, entry.getAccount())) {
            entry.getBalances().forEach(balance -> limits.set(balance, entry.getReason()));
            budgets.computeIfAbsent(tenant, key -> new HashSet<>()).add(entry.getAccount());
        }
        if (entry.getKind().equals("committed") && isLabelOf(tenant, entry.getAccount())) {
            entry.getBalances().forEach(limits::commit);
            budgets.computeIfAbsent(tenant, key -> new HashSet<>()).add(entry.getAccount());
        }
        String queryId = entry.getQueryId();
        Integer attempt = entry.getAttempt();
        Set<String> accounts = budgets.get(tenant);
        if (!whole
                || accounts == null
                || queryId == null
                || attempt == null
                || !entry.getKind().equals("held")) {
            return;
        }
        Map<String, List<LimitId>> inForce = new HashMap<>();
        accounts.forEach(account -> inForce.put(account, limits.of(account, entry.getAt())));
        Set<LimitId> touched = new HashSet<>();
        for (Balance balance : entry.getBalances()) {
            if (isLabelOf(tenant, balance.getAccount())) {
                touched.add(BalanceLine.of(balance).limit());
            }
        }
        holds.put(AttemptId.of(tenant, queryId, attempt), new Held(where, inForce, touched));
    }

    @Override
    public void outcome(Where where, Outcome outcome) {
        Held held = holds.remove(AttemptId.of(outcome.getTenant(), outcome.getQueryId(), outcome.getAttempt()));
        if (held == null || outcome.getLate()) {
            return;
        }
        findings.count("holds");
        Set<LimitId> expected = new HashSet<>();
        outcome.getLabels()
                .forEach((key, value) -> expected.addAll(
                        held.inForce.getOrDefault(outcome.getTenant() + "/#" + key + "=" + value, List.of())));
        findings.require(
                held.touched.equals(expected),
                held.where,
                "the hold to count against " + expected + " by its labels " + outcome.getLabels(),
                held.touched.toString());
    }
}
