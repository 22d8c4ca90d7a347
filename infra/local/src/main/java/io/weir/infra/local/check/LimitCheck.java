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
import org.jspecify.annotations.Nullable;

/**
 * I1: no hold was taken that did not fit every hard limit above it, by balances added up here and not by those that the
 * entries state; these must be the same.
 */
final class LimitCheck implements Check {

    private final Findings findings = Findings.counting("holds", "limits", "commitments", "balances");
    private final LimitsInForce limits = new LimitsInForce();
    private final Map<BalanceLine, RunningBalance> balances = new HashMap<>();
    private final Map<LimitId, RollingSums> rolling = new HashMap<>();
    /** The period that each limit's last hold or limit_set opened or found: without it, a period made up would never be full. */
    private final Map<LimitId, BalanceLine> current = new HashMap<>();

    private boolean whole = true;

    @Override
    public String name() {
        return "I1";
    }

    @Override
    public String rule() {
        return "at every hold posted + held + excess + adjusted is within every hard limit; stated balances are right";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        limits.clear();
        balances.clear();
        rolling.clear();
        current.clear();
        whole = extent.whole(Topics.LEDGER);
        if (!whole) {
            findings.unjudged("the ledger has lost its first entries: balances cannot be added up");
        }
    }

    @Override
    public void base(Where where, LedgerEntry seal) {
        for (Balance balance : seal.getBalances()) {
            BalanceLine line = BalanceLine.of(balance);
            limits.based(balance);
            current.put(line.limit(), line);
            if (RollingSums.rolls(balance.getWindow())) {
                rolling.put(line.limit(), RollingSums.of(balance));
            } else {
                balances.put(line, RunningBalance.stated(balance));
            }
        }
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        if (!whole || entry.getSeal() != null) { // seals change nothing: what they state is for the check of seals
            return;
        }
        boolean hold = entry.getKind().equals("held");
        Set<LimitId> touched = new HashSet<>();
        for (Balance balance : entry.getBalances()) {
            BalanceLine line = BalanceLine.of(balance);
            findings.require(touched.add(line.limit()), where, "each limit once", line + " twice");
            if (hold || entry.getKind().equals("limit_set")) {
                opens(where, entry, balance, line);
            }
            if (entry.getKind().equals("committed")) {
                committed(where, entry, balance, line);
            } else if (entry.getKind().equals("limit_set")) {
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
            if (entry.getKind().equals("credited")) {
                credited(where, entry, balance);
            }
            RunningBalance now = fold(where, entry, balance, line, limit.get());
            if (hold) {
                fits(where, balance, line, limit.get(), now);
            }
        }
        if (hold) {
            findings.count("holds");
            covers(where, entry, touched);
        }
    }

    /** A commitment is a soft limit of the amount granted, new to its account; of one unit no two run at once. */
    private void committed(Where where, LedgerEntry entry, Balance balance, BalanceLine line) {
        findings.count("commitments");
        long amount = Quantities.of(entry.getAmounts()).in(balance.getUnit());
        findings.require(
                balance.getLimit() == amount
                        && amount > 0
                        && !balance.getHard()
                        && entry.getBalances().size() == 1,
                where,
                "one soft limit of the amount committed, " + amount,
                (balance.getHard() ? "hard " : "soft ") + balance.getLimit());
        findings.require(limits.find(line.limit()).isEmpty(), where, line.limit() + " committed once", "it again");
        limits.commit(balance);
    }

    /** A credit gives room, to limits of its account alone: those above still bound it. */
    private void credited(Where where, LedgerEntry entry, Balance balance) {
        long amount = Quantities.of(entry.getAmounts()).in(balance.getUnit());
        findings.require(
                amount < 0 && balance.getAccount().equals(entry.getAccount()),
                where,
                "a credit below 0 " + balance.getUnit() + " for " + entry.getAccount(),
                amount + " for " + balance.getAccount());
    }

    private RunningBalance fold(Where where, LedgerEntry entry, Balance balance, BalanceLine line, Limit limit) {
        findings.count("balances");
        findings.require(
                balance.getUnit().equals(limit.unit()),
                where,
                line.limit() + " to be of unit " + limit.unit(),
                balance.getUnit());
        RunningBalance now = added(where, entry, balance, line, limit);
        findings.require(now.held() >= 0, where, "held of " + line + " never negative", Long.toString(now.held()));
        RunningBalance stated = RunningBalance.stated(balance);
        findings.require(now.equals(stated), where, line + " to state " + now, stated.toString());
        return now;
    }

    private void fits(Where where, Balance balance, BalanceLine line, Limit limit, RunningBalance now) {
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
    }

    private RunningBalance added(Where where, LedgerEntry entry, Balance balance, BalanceLine line, Limit limit) {
        if (!RollingSums.rolls(balance.getWindow())) {
            RunningBalance now =
                    balances.getOrDefault(line, RunningBalance.ZERO).after(entry, limit.unit());
            balances.put(line, now);
            return now;
        }
        RollingSums sums = rolling.computeIfAbsent(line.limit(), id -> new RollingSums(balance.getWindow()));
        RunningBalance now = sums.after(entry, limit.unit());
        findings.require(
                sums.matches(entry, balance),
                where,
                line + " to state the " + sums.describe(entry),
                balance.getPeriodStart() + " to " + balance.getPeriodEnd() + ", bucket posted "
                        + balance.getBucketPosted() + ", excess " + balance.getBucketExcess());
        return now;
    }

    /** A hold or a limit_set: its period is the one of its time, and the limit is made of its terms. */
    private void opens(Where where, LedgerEntry entry, Balance balance, BalanceLine line) {
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
        Optional<Limit> known = limits.find(line.limit());
        boolean set = entry.getKind().equals("limit_set");
        Terms terms = set ? Terms.of(balance) : known.map(Limit::terms).orElseGet(() -> Terms.of(balance));
        terms.period(entry.getAt())
                .ifPresent(period -> findings.require(
                        period.equals(new CalendarSpan(line.start(), line.end())),
                        where,
                        "the " + balance.getWindow() + " of " + line.limit() + " from " + period.start() + " to "
                                + period.end(),
                        line.start() + " to " + line.end()));
        if (set) {
            findings.require(
                    balance.getLimit() == terms.limit(),
                    where,
                    line + " to set the limit that its terms make, " + terms.limit(),
                    Long.toString(balance.getLimit()));
        }
        findings.require(
                terms.increase() == 0 || entry.getAt().isBefore(terms.increaseUntil()),
                where,
                "no increase of " + line.limit() + " after its end at " + terms.increaseUntil(),
                "an increase of " + terms.increase());
        long rolledOver = rolledOver(before, line, known);
        findings.require(
                terms.rolledOver() == (set ? Math.min(rolledOver, terms.rolloverMax()) : rolledOver),
                where,
                line + " with " + rolledOver + " rolled over, at most " + terms.rolloverMax(),
                Long.toString(terms.rolledOver()));
    }

    /** What should be rolled over into the period of a line, by what the limit was and what was taken before this entry. */
    private long rolledOver(@Nullable BalanceLine before, BalanceLine line, Optional<Limit> known) {
        if (before == null || known.isEmpty()) {
            return 0;
        }
        Terms terms = known.get().terms();
        return before.equals(line)
                ? terms.rolledOver()
                : terms.rolledInto(
                        before,
                        balances.getOrDefault(before, RunningBalance.ZERO).taken(),
                        line);
    }

    private void covers(Where where, LedgerEntry entry, Set<LimitId> touched) {
        for (LimitId limit : limits.above(entry.getAccount(), entry.getAt())) {
            findings.require(
                    touched.contains(limit),
                    where,
                    "the hold of " + entry.getAccount() + " to count against " + limit,
                    "it does not");
        }
        for (LimitId limit : touched) {
            findings.require(
                    (entry.getAccount() + "/").startsWith(limit.account() + "/")
                            || LabelCheck.isLabelOf(entry.getLedgerKey(), limit.account()),
                    where,
                    "limits of " + entry.getAccount() + ", the accounts above it and its labels",
                    limit.toString());
        }
    }
}
