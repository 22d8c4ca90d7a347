package io.weir.bench.overshoot;

import io.weir.bench.overshoot.Findings.Kind;
import io.weir.v1.Amounts;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One tenant's books, folded from the kinds and amounts of its entries; what the entries state as balances is compared and
 * never taken over. The amount of a limit is: the entry is the limit in force.
 */
final class TenantBooks {

    /** The amount of a limit that was taken out of its account. */
    private static final long REMOVED = Long.MAX_VALUE;

    private final Findings findings;
    private final Map<String, Map<String, LimitLine>> limits = new HashMap<>();
    private final Map<String, Held> holds = new HashMap<>();
    private long seq;
    private long held;
    private long postedNanodollars;
    private long excessNanodollars;
    private long excessEntries;
    private long released;

    /** A limit in force with what counts against it. */
    static final class LimitLine {
        final String account;
        final String id;
        final String unit;
        final Counter counter;
        long amount;
        boolean hard;
        boolean hit;

        LimitLine(String account, String id, String unit, Counter counter) {
            this.account = account;
            this.id = id;
            this.unit = unit;
            this.counter = counter;
        }

        /** What a hold may take at a time; negative where an excess or a lowered limit made it so. */
        long room(Instant at) {
            return Math.subtractExact(amount, counter.used(at));
        }

        /** Whether a hold fits; a soft limit refuses nothing. */
        boolean fits(Amounts asked, Instant at) {
            return !hard || of(asked, unit) <= room(at);
        }

        @Override
        public String toString() {
            return account + " " + id;
        }
    }

    private record Line(LimitLine limit, long period) {}

    private static final class Held {
        final Amounts amounts;
        final List<Line> lines;
        boolean ended;

        Held(Amounts amounts, List<Line> lines) {
            this.amounts = amounts;
            this.lines = lines;
        }
    }

    TenantBooks(Findings findings) {
        this.findings = findings;
    }

    /** Number of the last entry. */
    long seq() {
        return seq;
    }

    void apply(LedgerEntry entry) {
        if (entry.getSeq() != seq + 1) {
            findings.add(Kind.BROKEN_ORDER, place(entry) + " follows entry " + seq);
        }
        seq = entry.getSeq();
        switch (entry.getKind()) {
            case "limit_set" -> entry.getBalances().forEach(this::set);
            case "held" -> held(entry);
            case "posted", "voided", "expired" -> ended(entry);
            case "excess" -> excess(entry);
            default -> findings.add(Kind.BROKEN_ORDER, place(entry) + " is of no kind that is known here");
        }
    }

    private void set(Balance balance) {
        LimitLine line = limits.computeIfAbsent(balance.getAccount(), any -> new HashMap<>())
                .computeIfAbsent(
                        balance.getLimitId(),
                        id -> new LimitLine(
                                balance.getAccount(), id, balance.getUnit(), Counter.of(balance.getWindow())));
        line.amount = balance.getLimit();
        line.hard = balance.getHard();
    }

    /** The limits in force of an account and of all above it. */
    List<LimitLine> above(String account) {
        List<LimitLine> found = new ArrayList<>();
        for (int end = account.indexOf('/'); ; end = account.indexOf('/', end + 1)) {
            String path = end < 0 ? account : account.substring(0, end);
            for (LimitLine line : limits.getOrDefault(path, Map.of()).values()) {
                if (line.amount != REMOVED) {
                    found.add(line);
                }
            }
            if (end < 0) {
                return found;
            }
        }
    }

    private void held(LedgerEntry entry) {
        List<Line> lines = new ArrayList<>();
        for (LimitLine limit : above(entry.getAccount())) {
            long asked = of(entry.getAmounts(), limit.unit);
            if (!limit.fits(entry.getAmounts(), entry.getAt())) {
                findings.add(
                        Kind.OVERSHOOT,
                        place(entry) + " holds " + asked + " of " + limit + ", room " + limit.room(entry.getAt()));
            }
            long period = limit.counter.period(entry.getAt());
            limit.counter.hold(period, asked);
            lines.add(new Line(limit, period));
        }
        if (holds.putIfAbsent(key(entry), new Held(entry.getAmounts(), lines)) != null) {
            findings.add(Kind.BROKEN_ORDER, place(entry) + " is a second hold of its attempt");
        }
        held++;
        compare(entry, lines);
    }

    private void ended(LedgerEntry entry) {
        Held hold = holds.get(key(entry));
        if (hold == null || hold.ended) {
            findings.add(Kind.BROKEN_ORDER, place(entry) + " ends no open hold");
            return;
        }
        hold.ended = true;
        released++;
        postedNanodollars = Math.addExact(postedNanodollars, entry.getAmounts().getMoneyNanodollars());
        if (!Objects.equals(entry.getReleased(), hold.amounts)) {
            findings.add(Kind.BROKEN_ORDER, place(entry) + " releases other amounts than were held");
        }
        for (Line line : hold.lines) {
            String unit = line.limit().unit;
            long used = of(entry.getAmounts(), unit);
            if (used > of(hold.amounts, unit)) {
                findings.add(Kind.BROKEN_ORDER, place(entry) + " posts " + used + " " + unit + ", above its hold");
            }
            line.limit().counter.settle(line.period(), of(hold.amounts, unit), used, entry.getAt());
        }
        compare(entry, hold.lines);
    }

    private void excess(LedgerEntry entry) {
        Held hold = holds.get(key(entry));
        if (hold == null) {
            findings.add(Kind.BROKEN_ORDER, place(entry) + " is an excess without a hold");
            return;
        }
        excessEntries++;
        excessNanodollars = Math.addExact(excessNanodollars, entry.getAmounts().getMoneyNanodollars());
        for (Line line : hold.lines) {
            line.limit().counter.excess(line.period(), of(entry.getAmounts(), line.limit().unit), entry.getAt());
        }
        compare(entry, hold.lines);
    }

    /** The entry must state each line that it touches, as it is after it. */
    private void compare(LedgerEntry entry, List<Line> lines) {
        Map<String, Balance> stated = new HashMap<>();
        entry.getBalances().forEach(balance -> stated.put(balance.getAccount() + " " + balance.getLimitId(), balance));
        for (Line line : lines) {
            Balance balance = stated.remove(line.limit().toString());
            Counter.Sums sums = line.limit().counter.sums(line.period(), entry.getAt());
            if (balance == null || !matches(balance, sums)) {
                findings.add(
                        Kind.WRONG_BALANCE,
                        place(entry) + " of " + line.limit() + ": " + sums + ", stated "
                                + (balance == null
                                        ? "nothing"
                                        : balance.getHeld() + ", " + balance.getPosted() + ", " + balance.getExcess()));
            }
        }
        if (!stated.isEmpty()) {
            findings.add(
                    Kind.WRONG_BALANCE, place(entry) + " states limits that it does not touch: " + stated.keySet());
        }
    }

    private static boolean matches(Balance balance, Counter.Sums sums) {
        return balance.getHeld() == sums.held()
                && balance.getPosted() == sums.posted()
                && balance.getExcess() == sums.excess();
    }

    /** Holds taken. */
    long held() {
        return held;
    }

    long open() {
        return held - released;
    }

    long postedNanodollars() {
        return postedNanodollars;
    }

    long excessNanodollars() {
        return excessNanodollars;
    }

    long excessEntries() {
        return excessEntries;
    }

    /** All limits that were ever set. */
    List<LimitLine> limits() {
        return limits.values().stream().flatMap(of -> of.values().stream()).toList();
    }

    /** The limit of an account, where it has one of this id. */
    @Nullable
    LimitLine limit(@Nullable String account, @Nullable String id) {
        return limits.getOrDefault(String.valueOf(account), Map.of()).get(String.valueOf(id));
    }

    static long of(Amounts amounts, String unit) {
        return switch (unit) {
            case "money" -> amounts.getMoneyNanodollars();
            case "tokens" -> amounts.getTokens();
            case "energy" -> amounts.getEnergyMillijoules();
            case "requests" -> amounts.getRequests();
            default -> throw new IllegalArgumentException("no unit of the contract: " + unit);
        };
    }

    private static String key(LedgerEntry entry) {
        return entry.getQueryId() + "/" + entry.getAttempt();
    }

    private static String place(LedgerEntry entry) {
        return entry.getLedgerKey() + " entry " + entry.getSeq() + " (" + entry.getKind() + ")";
    }
}
