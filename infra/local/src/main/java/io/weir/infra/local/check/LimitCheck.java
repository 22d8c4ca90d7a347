package io.weir.infra.local.check;

import io.weir.infra.local.check.BalanceLine.LimitId;
import io.weir.infra.local.check.LimitsInForce.Limit;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * I1: no hold was taken that did not fit every hard limit above it, by balances added up here and not by those that the
 * entries state; these must be the same.
 */
final class LimitCheck implements Check {

    private final Findings findings = Findings.counting("holds", "limits", "balances");
    private final LimitsInForce limits = new LimitsInForce();
    private final Map<BalanceLine, RunningBalance> balances = new HashMap<>();
    /** The period of each limit's last hold: without it, a period made up for each hold would never be full. */
    private final Map<LimitId, BalanceLine> current = new HashMap<>();

    private boolean whole = true;

    @Override
    public String name() {
        return "I1";
    }

    @Override
    public String rule() {
        return "at every hold posted + held + excess is within every hard limit; stated balances are right";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        limits.clear();
        balances.clear();
        current.clear();
        whole = extent.whole(Topics.LEDGER);
        if (!whole) {
            findings.unjudged("the ledger has lost its first entries: balances cannot be added up");
        }
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        if (!whole) {
            return;
        }
        boolean hold = entry.getKind().equals("held");
        Set<LimitId> touched = new HashSet<>();
        for (Balance balance : entry.getBalances()) {
            BalanceLine line = BalanceLine.of(balance);
            findings.require(touched.add(line.limit()), where, "each limit once", line + " twice");
            if (entry.getKind().equals("limit_set")) {
                limits.set(balance, entry.getReason());
                findings.count("limits");
            }
            Optional<Limit> limit = limits.find(line.limit());
            if (limit.isEmpty()) {
                findings.violation(
                        where,
                        "a limit that a limit_set entry has set",
                        line.limit().toString());
                continue;
            }
            RunningBalance now = fold(where, entry, balance, line, limit.get());
            if (hold) {
                fits(where, entry, balance, line, limit.get(), now);
            }
        }
        if (hold) {
            findings.count("holds");
            covers(where, entry, touched);
        }
    }

    private RunningBalance fold(Where where, LedgerEntry entry, Balance balance, BalanceLine line, Limit limit) {
        findings.count("balances");
        findings.require(
                balance.getUnit().equals(limit.unit()),
                where,
                line.limit() + " to be of unit " + limit.unit(),
                balance.getUnit());
        RunningBalance now = balances.getOrDefault(line, RunningBalance.ZERO).after(entry, limit.unit());
        balances.put(line, now);
        findings.require(now.held() >= 0, where, "held of " + line + " never negative", Long.toString(now.held()));
        RunningBalance stated = RunningBalance.stated(balance);
        findings.require(now.equals(stated), where, line + " to state " + now, stated.toString());
        return now;
    }

    private void fits(
            Where where, LedgerEntry entry, Balance balance, BalanceLine line, Limit limit, RunningBalance now) {
        findings.require(
                balance.getLimit() == limit.amount() && balance.getHard() == limit.hard(),
                where,
                line + " to state the limit in force, " + (limit.hard() ? "hard " : "soft ") + limit.amount(),
                (balance.getHard() ? "hard " : "soft ") + balance.getLimit());
        if (limit.hard() && limit.amount() != LimitsInForce.REMOVED) {
            findings.require(
                    now.taken() <= limit.amount(),
                    where,
                    line + " within its hard limit of " + limit.amount() + " " + limit.unit(),
                    now.taken() + " (" + now + ")");
        }
        findings.require(
                line.contains(entry.getAt()),
                where,
                "a period of " + line.limit() + " that holds " + entry.getAt(),
                line.start() + " to " + line.end());
        BalanceLine before = current.put(line.limit(), line);
        findings.require(
                before == null || before.equals(line) || !line.start().isBefore(before.end()),
                where,
                "periods of " + line.limit() + " that do not overlap",
                line.start() + " within one that ends " + (before == null ? "" : before.end()));
    }

    private void covers(Where where, LedgerEntry entry, Set<LimitId> touched) {
        for (LimitId limit : limits.above(entry.getAccount())) {
            findings.require(
                    touched.contains(limit),
                    where,
                    "the hold of " + entry.getAccount() + " to count against " + limit,
                    "it does not");
        }
        for (LimitId limit : touched) {
            findings.require(
                    (entry.getAccount() + "/").startsWith(limit.account() + "/"),
                    where,
                    "limits of " + entry.getAccount() + " and the accounts above it",
                    limit.toString());
        }
    }
}
