package io.weir.core.simulation;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.EntryKind;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.query.QueryKey;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;

/**
 * A reader of what the router publishes, with arithmetic of its own: sums from the ledger's amounts, costs from the reported
 * tokens, periods from the calendar. It throws at the first step that breaks an invariant of design.md section 7.
 */
final class Audit {

    private record AttemptId(String tenant, String queryId, int attempt) {}

    private record OpenHold(Amounts amounts, Set<Line> lines) {}

    private static final long[] NOTHING = new long[4];

    private final Lines lines = new Lines();
    private final Alerts alerts = new Alerts(lines);
    private final PriceList prices = new PriceList();
    private final Map<QueryKey, Map<String, String>> labels = new HashMap<>();
    private final SealAudit seals;
    private final Map<AttemptId, OpenHold> open = new HashMap<>();
    private final Map<AttemptId, OpenHold> settled = new HashMap<>();
    private final Map<AttemptId, long[]> costs = new HashMap<>();
    private final Map<String, long[]> booked = new HashMap<>();
    private final Map<String, long[]> billed = new HashMap<>();
    private final Map<String, Long> seqs = new HashMap<>();
    private final Map<String, Long> outcomeSeqs = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<QueryKey> accepted = new HashSet<>();
    private final Set<QueryKey> ended = new HashSet<>();
    private final Map<QueryKey, Integer> holding = new HashMap<>();
    private final Set<String> touchedKeys = new HashSet<>();
    private final Set<String> touchedAccounts = new HashSet<>();
    private int entries;

    /** Of entries as they are, or as a test has changed them: their links are not looked at. */
    Audit() {
        this(false);
    }

    /** @param chained whether the links of the hash chain must be right too */
    Audit(boolean chained) {
        seals = new SealAudit(chained);
    }

    /** Takes in one step's effects. */
    void observe(List<Effect> effects, long atMicros) {
        touchedKeys.clear();
        touchedAccounts.clear();
        for (Effect effect : effects) {
            if (effect instanceof Effect.LedgerAppended appended) {
                entry(appended.entry(), atMicros);
            } else if (effect instanceof Effect.AccountDeclared declared) {
                lines.declared(declared.declared().path(), declared.declared().generation());
                prices.card(declared.declared().path(), declared.declared().rateCard());
            } else if (effect instanceof Effect.OutcomeAccepted outcome) {
                outcome(outcome);
            } else if (effect instanceof Effect.LateOutcomeAccepted late) {
                late(late);
            } else if (effect instanceof Effect.QueryOpened opened) {
                require(
                        accepted.add(opened.query().key()),
                        "accepted twice: %s",
                        opened.query().key());
                labels.put(opened.query().key(), opened.query().labels());
            } else if (effect instanceof Effect.AlertRaised alert) {
                alerts.raised(alert);
            } else if (effect instanceof Effect.AttemptSent sent) {
                AttemptId id = id(sent.query().key(), sent.attempt().number());
                require(open.containsKey(id), "sent without a hold: %s", id);
                prices.requirePriced(sent, atMicros);
            } else if (effect instanceof Effect.PriceApplied price) {
                prices.applied(price.price(), atMicros);
            } else if (effect instanceof Effect.QueryClosed closed) {
                ended(closed.result().query().key());
                if (closed.result().refusal() != null) {
                    lines.requireRefused(closed.result().refusal(), atMicros);
                }
            }
        }
        alerts.requireNoneDue();
    }

    /**
     * After each step, for what it touched alone: what is posted and in excess is what the outcomes cost, to the unit, and the
     * live accounts have the sums of their entries.
     */
    void requireTouched(InMemoryState live) {
        for (String key : touchedKeys) {
            requireBilled(key);
        }
        for (String path : touchedAccounts) {
            lines.requireStated(Objects.requireNonNull(live.account(path)));
        }
    }

    /** What is posted and in excess is what the outcomes cost, to the unit. */
    void requireBilled() {
        Set<String> keys = new HashSet<>(booked.keySet());
        keys.addAll(billed.keySet());
        keys.forEach(this::requireBilled);
    }

    private void requireBilled(String key) {
        long[] sum = booked.getOrDefault(key, NOTHING);
        long[] cost = billed.getOrDefault(key, NOTHING);
        boolean equal = Arrays.equals(sum, cost);
        require(equal, "%s: posted + excess less the cost of outcomes is %s, not 0", key, sum[0] - cost[0]);
    }

    private void entry(LedgerEntry entry, long atMicros) {
        entries++;
        require(ids.add(entry.id()), "ledger id twice: %s", entry.id());
        long seq = Objects.requireNonNullElse(seqs.put(entry.ledgerKey(), entry.seq()), 0L) + 1;
        require(entry.seq() == seq, "ledger seq of %s: %s, not %s", entry.ledgerKey(), entry.seq(), seq);
        AttemptId id = new AttemptId(entry.ledgerKey(), entry.queryId(), entry.attempt());
        long[] amounts = Line.amounts(entry.amounts());
        switch (entry.kind()) {
            case LIMIT_SET -> lines.limitSet(entry.balances().get(0), atMicros);
            case HELD -> held(entry, id, amounts, atMicros);
            case POSTED, VOIDED, EXPIRED -> settled(entry, id, amounts, atMicros);
            case EXCESS -> excess(entry, id, amounts, atMicros);
            case CREDITED -> credited(entry, amounts, atMicros);
            case COMMITTED -> committed(entry, amounts, atMicros);
            case ADJUSTED -> throw new AssertionError("nobody asked for " + entry);
            case SEALED -> {}
        }
        for (Balance balance : entry.balances()) {
            lines.requireStated(balance, entry.id());
            touchedAccounts.add(balance.account());
        }
        if (entry.kind() != EntryKind.SEALED) {
            alerts.after(entry);
        }
        seals.entry(entry, lines, atMicros);
    }

    /** A credit gives room in limits of its account alone. */
    private void credited(LedgerEntry entry, long[] amounts, long atMicros) {
        for (Balance balance : entry.balances()) {
            require(balance.account().equals(entry.account()), "%s credits %s", entry.id(), balance);
            lines.credit(balance, amounts, atMicros);
        }
        require(Arrays.stream(amounts).sum() < 0 && !entry.balances().isEmpty(), "%s credits nothing", entry.id());
    }

    private void committed(LedgerEntry entry, long[] amounts, long atMicros) {
        require(entry.balances().size() == 1, "%s commits more than one amount", entry.id());
        lines.committed(entry.balances().get(0), Arrays.stream(amounts).sum(), atMicros);
    }

    private void held(LedgerEntry entry, AttemptId id, long[] amounts, long atMicros) {
        Set<Line> named = lines.named(entry);
        QueryKey key = new QueryKey(id.tenant, id.queryId);
        List<String> paths = Lines.paths(entry.account(), labels.get(key));
        require(named.equals(lines.inForce(paths, atMicros)), "%s does not name the limits in force", entry.id());
        require(!settled.containsKey(id), "held again: %s", id);
        require(open.put(id, new OpenHold(entry.amounts(), named)) == null, "held twice: %s", id);
        holding.merge(key, 1, Integer::sum);
        entry.balances().forEach(balance -> lines.hold(balance, amounts, entry, atMicros));
    }

    private void settled(LedgerEntry entry, AttemptId id, long[] amounts, long atMicros) {
        OpenHold hold = open.remove(id);
        require(hold != null, "settled without an open hold: %s", entry.id());
        settled.put(id, hold);
        holding.merge(new QueryKey(id.tenant, id.queryId), -1, Integer::sum);
        require(entry.released().equals(hold.amounts), "%s releases another amount", entry.id());
        Set<Line> named = requireLines(entry, hold, atMicros);
        long[] held = Line.amounts(hold.amounts);
        for (int unit = 0; unit < amounts.length; unit++) {
            require(amounts[unit] >= 0 && amounts[unit] <= held[unit], "%s posts above its hold", entry.id());
        }
        named.forEach(line -> lines.settle(line, held, amounts, atMicros));
        add(booked, entry.ledgerKey(), amounts);
    }

    private void excess(LedgerEntry entry, AttemptId id, long[] amounts, long atMicros) {
        OpenHold hold = settled.get(id);
        require(hold != null, "excess before its hold was settled: %s", entry.id());
        Set<Line> named = requireLines(entry, hold, atMicros);
        named.forEach(line -> lines.excess(line, amounts, atMicros));
        add(booked, entry.ledgerKey(), amounts);
    }

    /** An entry settles where its hold was taken; only what is long past and holds nothing may be left out. */
    private Set<Line> requireLines(LedgerEntry entry, OpenHold hold, long atMicros) {
        Set<Line> named = lines.named(entry);
        require(hold.lines.containsAll(named), "%s settles elsewhere than it held", entry.id());
        for (Line line : hold.lines) {
            boolean fine = named.contains(line) || lines.mayBeGone(line, atMicros);
            require(fine, "%s leaves out %s", entry.id(), line);
        }
        return named;
    }

    private void outcome(Effect.OutcomeAccepted outcome) {
        AttemptId id = id(outcome.query().key(), outcome.attempt().number());
        long[] cost = Pricing.cost(outcome.attempt().tariff(), outcome.report());
        require(costs.put(id, cost) == null, "a second outcome of %s", id);
        require(Arrays.equals(cost, Line.amounts(outcome.booked())), "%s costs %s", id, Arrays.toString(cost));
        add(billed, id.tenant, cost);
        nextOutcome(id.tenant, outcome.seq());
    }

    private void late(Effect.LateOutcomeAccepted late) {
        AttemptId id = id(late.report().key(), late.attempt().number());
        long[] before = Objects.requireNonNull(costs.get(id), () -> "late outcome of an attempt that has none: " + id);
        long[] cost = Pricing.cost(late.attempt().tariff(), late.report());
        long[] added = new long[cost.length];
        for (int unit = 0; unit < cost.length; unit++) {
            added[unit] = Math.max(0, cost[unit] - before[unit]);
            cost[unit] = before[unit] + added[unit];
        }
        require(Arrays.equals(added, Line.amounts(late.added())), "late %s adds %s", id, Arrays.toString(added));
        costs.put(id, cost);
        add(billed, id.tenant, added);
        nextOutcome(id.tenant, late.seq());
    }

    private void nextOutcome(String tenant, long seq) {
        long next = outcomeSeqs.merge(tenant, 1L, Long::sum);
        require(seq == next, "outcome seq of %s: %s, not %s", tenant, seq, next);
    }

    private void ended(QueryKey key) {
        require(ended.add(key), "a second result of %s", key);
        accepted.add(key);
        require(holding.getOrDefault(key, 0) == 0, "a result while a hold is open: %s", key);
    }

    /** The live accounts must be what the published entries add up to. */
    void compare(InMemoryState live, long atMicros) {
        for (Account account : live.accounts().values()) {
            lines.compare(account, atMicros);
        }
    }

    /** At rest every accepted query has its result, every hold is settled. */
    void atRest() {
        require(ended.equals(accepted), "accepted without a result: %s", accepted.size() - ended.size());
        require(open.isEmpty(), "holds left open: %s", open.keySet());
        lines.requireNothingHeld();
    }

    int entries() {
        return entries;
    }

    int results() {
        return ended.size();
    }

    private static AttemptId id(QueryKey key, int attempt) {
        return new AttemptId(key.tenant(), key.queryId(), attempt);
    }

    private void add(Map<String, long[]> sums, String key, long[] amounts) {
        touchedKeys.add(key);
        long[] sum = sums.computeIfAbsent(key, absent -> new long[4]);
        for (int unit = 0; unit < amounts.length; unit++) {
            sum[unit] = Math.addExact(sum[unit], amounts[unit]);
        }
    }

    static void require(boolean holds, String message, Object... values) {
        if (!holds) {
            String text = message;
            for (Object value : values) {
                text = text.replaceFirst("%s", Matcher.quoteReplacement(String.valueOf(value)));
            }
            throw new AssertionError(text);
        }
    }
}
