package io.weir.core.simulation;

import static io.weir.core.simulation.Audit.require;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.ledger.Window;
import io.weir.core.routing.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** The audit's sums by line, and the limits in force as limit_set entries say. */
final class Lines {

    private record InForce(long generation, Unit unit, Window window, boolean hard, long amount) {}

    private static final class Sums {
        private long held;
        private long posted;
        private long excess;
    }

    private final Map<String, Map<String, InForce>> limits = new HashMap<>();
    private final Map<String, Long> generations = new HashMap<>();
    private final Map<String, Map<Line, Sums>> sums = new HashMap<>();
    private final Map<Line, Unit> units = new HashMap<>();

    /** A new generation begins without limits. */
    void declared(String account, long generation) {
        if (!Objects.equals(generations.put(account, generation), generation)) {
            limits.put(account, new TreeMap<>());
        }
    }

    void limitSet(Balance balance, long atMicros) {
        InForce set =
                new InForce(balance.generation(), balance.unit(), balance.window(), balance.hard(), balance.limit());
        limits.computeIfAbsent(balance.account(), absent -> new TreeMap<>()).put(balance.limitId(), set);
        Line line = line(balance.account(), balance.limitId(), set, atMicros);
        require(line.equals(Line.of(balance)), "limit_set of another period: %s", line);
        sums(line);
    }

    /** Lines that a hold of this account must name now: every limit of it and of each ancestor. */
    Set<Line> inForce(String account, long atMicros) {
        Set<Line> lines = new HashSet<>();
        String path = account;
        while (true) {
            for (Map.Entry<String, InForce> limit :
                    limits.getOrDefault(path, Map.of()).entrySet()) {
                if (limit.getValue().amount != Limit.REMOVED) {
                    lines.add(line(path, limit.getKey(), limit.getValue(), atMicros));
                }
            }
            if (path.lastIndexOf('/') < 0) {
                return lines;
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
    }

    private Line line(String account, String limitId, InForce limit, long atMicros) {
        long start = Long.MIN_VALUE;
        long end = Long.MAX_VALUE;
        if (limit.window instanceof Window.CalendarMonth month) {
            LocalDate today = Instant.ofEpochSecond(Math.floorDiv(atMicros, 1_000_000L))
                    .atZone(month.zone())
                    .toLocalDate();
            LocalDate first = today.withDayOfMonth(month.startDay());
            LocalDate began = first.isAfter(today) ? first.minusMonths(1) : first;
            start = began.atStartOfDay(month.zone()).toEpochSecond() * 1_000_000L;
            end = began.plusMonths(1).atStartOfDay(month.zone()).toEpochSecond() * 1_000_000L;
        }
        Line line = new Line(account, limit.generation, limitId, start, end);
        units.put(line, limit.unit);
        return line;
    }

    Set<Line> named(LedgerEntry entry) {
        Set<Line> named = new HashSet<>();
        for (Balance balance : entry.balances()) {
            require(named.add(Line.of(balance)), "%s names a limit twice", entry.id());
        }
        return named;
    }

    /** Adds a hold: it must leave posted + held + excess within a hard limit. */
    void hold(Line line, long[] amounts, String entryId) {
        Sums sum = sums(line);
        sum.held = Math.addExact(sum.held, amount(line, amounts));
        InForce limit = Objects.requireNonNull(limits.get(line.account()).get(line.limitId()));
        require(
                !limit.hard || sum.held + sum.posted + sum.excess <= limit.amount,
                "%s exceeds %s: held %s + posted %s + excess %s > %s",
                entryId,
                line,
                sum.held,
                sum.posted,
                sum.excess,
                limit.amount);
    }

    void settle(Line line, long[] released, long[] posted) {
        Sums sum = sums(line);
        sum.held -= amount(line, released);
        sum.posted = Math.addExact(sum.posted, amount(line, posted));
        require(sum.held >= 0, "held of %s is %s", line, sum.held);
    }

    void excess(Line line, long[] amounts) {
        Sums sum = sums(line);
        sum.excess = Math.addExact(sum.excess, amount(line, amounts));
    }

    /** A balance as an entry states it must be the sum of the amounts up to that entry. */
    void requireStated(Balance balance, String entryId) {
        Sums sum = sums(Line.of(balance));
        require(
                balance.held() == sum.held && balance.posted() == sum.posted && balance.excess() == sum.excess,
                "%s states %s, its entries add up to held %s, posted %s, excess %s",
                entryId,
                balance,
                sum.held,
                sum.posted,
                sum.excess);
    }

    /** Every balance of a live account must be the sum of its entries. */
    void requireStated(Account account) {
        for (Balance balance : account.balances()) {
            requireStated(balance, "the live account " + account.path());
        }
    }

    /** Who was refused for want of budget asked for more than the limit named had left. */
    void requireRefused(Refusal refusal, long atMicros) {
        if (refusal.asked() == null || refusal.free() == null) {
            return;
        }
        InForce limit = Objects.requireNonNull(
                limits.get(refusal.account()).get(refusal.limitId()), () -> "refused for no limit: " + refusal);
        Line line = line(Objects.requireNonNull(refusal.account()), refusal.limitId(), limit, atMicros);
        Sums sum = sums.getOrDefault(line.account(), Map.of()).getOrDefault(line, new Sums());
        long free = limit.amount - sum.held - sum.posted - sum.excess;
        require(limit.hard, "refused for a soft limit: %s", refusal);
        require(free == refusal.free() && refusal.asked() > free, "refused though %s is free: %s", free, refusal);
    }

    /** The account must hold these sums and limits, and every line that is not long past. */
    void compare(Account account, long atMicros) {
        requireStated(account);
        Set<Line> live = new HashSet<>();
        account.balances().forEach(balance -> live.add(Line.of(balance)));
        for (Line line : sums.getOrDefault(account.path(), Map.of()).keySet()) {
            require(live.contains(line) || line.mayBeGone(atMicros), "%s is missing from the live account", line);
        }
        Map<String, Long> declared = new TreeMap<>();
        account.limits().forEach(limit -> declared.put(limit.id(), limit.amount()));
        Map<String, Long> set = new TreeMap<>();
        limits.getOrDefault(account.path(), Map.of()).forEach((id, limit) -> set.put(id, limit.amount));
        require(declared.equals(set), "%s has the limits %s, the ledger set %s", account.path(), declared, set);
    }

    boolean holds(Line line) {
        return sums(line).held > 0;
    }

    void requireNothingHeld() {
        sums.values().forEach(all -> all.forEach((line, sum) -> require(sum.held == 0, "%s is held at rest", line)));
    }

    private Sums sums(Line line) {
        return sums.computeIfAbsent(line.account(), absent -> new HashMap<>())
                .computeIfAbsent(line, absent -> new Sums());
    }

    private long amount(Line line, long[] amounts) {
        return switch (Objects.requireNonNull(units.get(line), () -> "no limit was set for " + line)) {
            case MONEY -> amounts[0];
            case TOKENS -> amounts[1];
            case ENERGY -> amounts[2];
            case REQUESTS -> amounts[3];
        };
    }
}
