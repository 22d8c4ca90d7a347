package io.weir.core.simulation;

import static io.weir.core.simulation.Audit.require;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.ledger.Limit;
import io.weir.core.ledger.Unit;
import io.weir.core.routing.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The audit's sums by line, and the limits in force as limit_set entries say. */
final class Lines {

    /** Closed periods are kept for a day above the horizon of seven. */
    private static final long KEPT_MICROS = 8 * 86_400_000_000L;

    /** @param announced the limit in force as the last limit_set entry states it */
    private record InForce(long generation, Limit declared, long announced) {}

    private record LimitOf(String account, long generation, String limitId) {}

    private final Periods periods = new Periods();
    private final Map<String, Map<String, InForce>> limits = new HashMap<>();
    /** Commitments by account and limit id; they outlive its generation. */
    private final Map<String, Map<String, InForce>> commitments = new HashMap<>();

    private final Map<String, Long> generations = new HashMap<>();
    private final Map<String, Map<Line, Sums>> sums = new HashMap<>();
    private final Map<LimitOf, Line> latest = new HashMap<>();

    /** A new generation begins without limits. */
    void declared(String account, long generation) {
        if (!Objects.equals(generations.put(account, generation), generation)) {
            limits.put(account, new TreeMap<>());
        }
    }

    /** A limit as declared, or as time alone has changed it. */
    void limitSet(Balance stated, long atMicros) {
        Limit limit = stated.declared();
        Map<String, InForce> ofAccount = limits.computeIfAbsent(stated.account(), absent -> new TreeMap<>());
        InForce before = ofAccount.get(stated.limitId());
        Line line = line(stated.account(), stated.generation(), limit, atMicros);
        require(line.equals(Line.of(stated)), "limit_set of another period: %s", line);
        Sums sum = touched(line, before == null ? limit : before.declared, atMicros);
        sum.rolledOver = Math.min(sum.rolledOver, limit.rolloverBound());
        long amount = amount(limit, sum.rolledOver, atMicros);
        require(stated.limit() == amount, "%s is set to %s, not %s", line, stated.limit(), amount);
        ofAccount.put(stated.limitId(), new InForce(stated.generation(), limit, amount));
    }

    /** A commitment begins to be counted: new to its account, in no other one's period. */
    void committed(Balance stated, long amount, long atMicros) {
        Limit limit = stated.declared();
        Map<String, InForce> ofAccount = commitments.computeIfAbsent(stated.account(), absent -> new TreeMap<>());
        Line line = line(stated.account(), stated.generation(), limit, atMicros);
        require(line.equals(Line.of(stated)), "committed for another period: %s", line);
        require(!limit.hard() && limit.amount() == amount, "a commitment of %s is %s", amount, limit);
        for (InForce other : ofAccount.values()) {
            Line before = line(stated.account(), other.generation, other.declared, atMicros);
            boolean apart = before.endMicros() <= line.startMicros() || line.endMicros() <= before.startMicros();
            require(apart || other.declared.unit() != limit.unit(), "%s runs beside %s", line, before);
        }
        touched(line, limit, atMicros);
        require(
                ofAccount.put(limit.id(), new InForce(stated.generation(), limit, amount)) == null,
                "committed twice: %s",
                line);
    }

    /** Lines that a hold against these accounts must name now: every limit of each, and each commitment that runs. */
    Set<Line> inForce(List<String> accounts, long atMicros) {
        Set<Line> lines = new HashSet<>();
        for (String path : accounts) {
            for (InForce commitment : commitments.getOrDefault(path, Map.of()).values()) {
                Line line = line(path, commitment.generation, commitment.declared, atMicros);
                if (line.startMicros() <= atMicros && atMicros < line.endMicros()) {
                    lines.add(line);
                }
            }
            for (InForce limit : limits.getOrDefault(path, Map.of()).values()) {
                if (limit.declared.amount() != Limit.REMOVED) {
                    lines.add(line(path, limit.generation, limit.declared, atMicros));
                }
            }
        }
        return lines;
    }

    Set<Line> named(LedgerEntry entry) {
        Set<Line> named = new HashSet<>();
        for (Balance balance : entry.balances()) {
            require(named.add(Line.of(balance)), "%s names a limit twice", entry.id());
        }
        return named;
    }

    /** Adds a hold: it must leave posted + held + excess within a hard limit, and the limit in force must have been announced. */
    void hold(Balance stated, long[] amounts, LedgerEntry entry, long atMicros) {
        Line line = Line.of(stated);
        InForce limit = inForce(line);
        Sums sum = touched(line, limit.declared, atMicros);
        sum.held = Math.addExact(sum.held, amount(limit.declared.unit(), amounts));
        long amount = amount(limit.declared, sum.rolledOver, atMicros);
        require(
                !limit.declared.hard() || sum.used() <= amount,
                "%s exceeds %s: held %s + posted %s + excess %s + adjusted %s > %s",
                entry.id(),
                line,
                sum.held,
                sum.posted(),
                sum.excess(),
                sum.adjusted(),
                amount);
        require(
                stated.limit() == amount,
                "%s states the limit %s of %s, not %s",
                entry.id(),
                stated.limit(),
                line,
                amount);
        require(limit.announced == amount, "the limit %s of %s was not announced", amount, line);
    }

    private InForce inForce(Line line) {
        InForce commitment = commitments.getOrDefault(line.account(), Map.of()).get(line.limitId());
        return commitment != null
                ? commitment
                : Objects.requireNonNull(limits.get(line.account()).get(line.limitId()));
    }

    void settle(Line line, long[] released, long[] posted, long atMicros) {
        Sums sum = known(line);
        sum.at(atMicros);
        sum.held -= amount(sum.opened().unit(), released);
        sum.book(amount(sum.opened().unit(), posted), 0);
        require(sum.held >= 0, "held of %s is %s", line, sum.held);
    }

    /** A credit is booked in the period that runs, as a hold would be. */
    void credit(Balance stated, long[] amounts, long atMicros) {
        Line line = Line.of(stated);
        InForce limit = inForce(line);
        require(line.equals(line(line.account(), limit.generation, limit.declared, atMicros)), "credited: %s", line);
        Sums sum = touched(line, limit.declared, atMicros);
        require(!sum.rolls(), "a rolling limit is credited: %s", line);
        sum.adjust(amount(limit.declared.unit(), amounts));
    }

    void excess(Line line, long[] amounts, long atMicros) {
        Sums sum = known(line);
        sum.at(atMicros);
        sum.book(0, amount(sum.opened().unit(), amounts));
    }

    /** A balance as an entry states it must be the sum of the amounts up to that entry. */
    void requireStated(Balance balance, String where) {
        Sums sum = known(Line.of(balance));
        require(
                balance.held() == sum.held
                        && balance.posted() == sum.posted()
                        && balance.excess() == sum.excess()
                        && balance.adjusted() == sum.adjusted(),
                "%s states %s, its entries add up to held %s, posted %s, excess %s, adjusted %s",
                where,
                balance,
                sum.held,
                sum.posted(),
                sum.excess(),
                sum.adjusted());
        require(
                !sum.rolls()
                        || (balance.period().startMicros() == sum.startMicros()
                                && balance.period().endMicros() == sum.endMicros()),
                "%s states another window than from %s to %s: %s",
                where,
                sum.startMicros(),
                sum.endMicros(),
                balance);
    }

    /** Every balance of a live account must be the sum of its entries. */
    void requireStated(Account account) {
        for (Balance balance : account.balances()) {
            requireStated(balance, "the live account " + account.path());
        }
    }

    /**
     * Who was refused for want of budget asked for more than the limit named had left, and where a time is named at which it
     * would fit, it will, if nothing happens until then.
     */
    void requireRefused(Refusal refusal, long atMicros) {
        if (refusal.asked() == null || refusal.free() == null) {
            return;
        }
        InForce limit = Objects.requireNonNull(
                limits.get(refusal.account()).get(refusal.limitId()), () -> "refused for no limit: " + refusal);
        require(limit.declared.hard(), "refused for a soft limit: %s", refusal);
        long free = free(Objects.requireNonNull(refusal.account()), limit, atMicros);
        require(free == refusal.free() && refusal.asked() > free, "refused though %s is free: %s", free, refusal);
        if (refusal.fitsAtMicros() != null) {
            long later = free(refusal.account(), limit, refusal.fitsAtMicros());
            require(
                    refusal.fitsAtMicros() > atMicros && refusal.asked() <= later,
                    "does not fit at %s: %s is free then: %s",
                    refusal.fitsAtMicros(),
                    later,
                    refusal);
        }
    }

    private long free(String account, InForce limit, long atMicros) {
        Line line = line(account, limit.generation, limit.declared, atMicros);
        Sums sum = sums.getOrDefault(account, Map.of()).get(line);
        if (sum == null) {
            return amount(limit.declared, carried(line, limit.declared), atMicros);
        }
        long used = sum.rolls() ? sum.usedAt(atMicros) : sum.used();
        return amount(limit.declared, sum.rolledOver, atMicros) - used;
    }

    /** The account must hold these sums and limits, and every line that is not long past. */
    void compare(Account account, long atMicros) {
        requireStated(account);
        Set<Line> live = new HashSet<>();
        account.balances().forEach(balance -> live.add(Line.of(balance)));
        for (Line line : sums.getOrDefault(account.path(), Map.of()).keySet()) {
            require(live.contains(line) || mayBeGone(line, atMicros), "%s is missing from the live account", line);
        }
        Map<String, Limit> declared = new TreeMap<>();
        account.limits().forEach(limit -> declared.put(limit.id(), limit));
        Map<String, Limit> set = new TreeMap<>();
        limits.getOrDefault(account.path(), Map.of()).forEach((id, limit) -> set.put(id, limit.declared));
        require(declared.equals(set), "%s has the limits %s, the ledger set %s", account.path(), declared, set);
    }

    /** Whether nobody needs it any more: it ended long ago, and is not what a next period is reckoned from. */
    boolean mayBeGone(Line line, long atMicros) {
        Sums sum = known(line);
        long end = sum.rolls() ? sum.endMicros() : line.endMicros();
        boolean last = !commitments.getOrDefault(line.account(), Map.of()).containsKey(line.limitId())
                && generations.getOrDefault(line.account(), 0L) == line.generation()
                && line.equals(latest.get(new LimitOf(line.account(), line.generation(), line.limitId())));
        return end != Long.MAX_VALUE && end + KEPT_MICROS <= atMicros && !last && sum.held == 0;
    }

    /** Lines of a ledger key that some entry may still touch. */
    Set<Line> kept(String ledgerKey, long atMicros) {
        Set<Line> kept = new HashSet<>();
        sums.forEach((account, ofAccount) -> {
            if (account.equals(ledgerKey) || account.startsWith(ledgerKey + "/")) {
                ofAccount.keySet().stream()
                        .filter(line -> !mayBeGone(line, atMicros))
                        .forEach(kept::add);
            }
        });
        return kept;
    }

    void requireNothingHeld() {
        sums.values().forEach(all -> all.forEach((line, sum) -> require(sum.held == 0, "%s is held at rest", line)));
    }

    /** The sums of a line that has been opened. */
    Sums known(Line line) {
        Sums sum = sums.getOrDefault(line.account(), Map.of()).get(line);
        require(sum != null, "no limit was set for %s", line);
        return Objects.requireNonNull(sum);
    }

    /** The sums of a line as an entry names it now: of a new period, opened with what is rolled over. */
    private Sums touched(Line line, Limit declared, long atMicros) {
        Map<Line, Sums> ofAccount = sums.computeIfAbsent(line.account(), absent -> new HashMap<>());
        Sums sum = ofAccount.get(line);
        if (sum == null) {
            sum = new Sums(declared, carried(line, declared));
            ofAccount.put(line, sum);
            latest.put(new LimitOf(line.account(), line.generation(), line.limitId()), line);
        }
        sum.at(atMicros);
        return sum;
    }

    /** What the last period that was touched leaves to this one; those between used nothing. */
    private long carried(Line line, Limit declared) {
        Line last = latest.get(new LimitOf(line.account(), line.generation(), line.limitId()));
        if (last == null || declared.rolloverBound() == 0 || declared.amount() == Limit.REMOVED) {
            return 0;
        }
        Sums before = known(last);
        long left = left(declared, before.rolledOver, before.used());
        for (long at = last.endMicros(); at < line.startMicros(); at = periods.at(declared.window(), at)[1]) {
            left = left(declared, left, 0);
        }
        return left;
    }

    private static long left(Limit declared, long rolledOver, long used) {
        return Math.max(0, Math.min(declared.rolloverBound(), declared.amount() + rolledOver - used));
    }

    private static long amount(Limit declared, long rolledOver, long atMicros) {
        boolean increased = declared.increaseUntilMicros() > atMicros;
        return declared.amount() == Limit.REMOVED
                ? Limit.REMOVED
                : declared.amount() + rolledOver + (increased ? declared.increase() : 0);
    }

    private Line line(String account, long generation, Limit limit, long atMicros) {
        long[] period = periods.at(limit.window(), atMicros);
        return new Line(account, generation, limit.id(), period[0], period[1]);
    }

    private static long amount(Unit unit, long[] amounts) {
        return switch (unit) {
            case MONEY -> amounts[0];
            case TOKENS -> amounts[1];
            case ENERGY -> amounts[2];
            case REQUESTS -> amounts[3];
        };
    }

    /** Paths of an account and its ancestors, then the budgets of labels. */
    static List<String> paths(String account, @Nullable Map<String, String> labels) {
        List<String> paths = new ArrayList<>();
        String path = account;
        while (true) {
            paths.add(path);
            if (path.lastIndexOf('/') < 0) {
                break;
            }
            path = path.substring(0, path.lastIndexOf('/'));
        }
        String tenant = path;
        if (labels != null) {
            labels.forEach((key, value) -> paths.add(tenant + "/#" + key + "=" + value));
        }
        return paths;
    }
}
