package io.weir.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An account: its limits and, per limit and period, the balance. The balances change by {@link #apply} alone: an account is
 * the fold of the balances that its ledger entries carry.
 *
 * <p>Bound: a calendar limit keeps the balances of periods that ended less than {@link #KEPT_MICROS} before the newest
 * entry, or that still have an open hold; so a limit has two or three.
 *
 * @param path path, such as acme/search/alice
 * @param generation grows when the account is closed and opened again; holds of an older one settle in it
 * @param open whether new queries are served
 * @param revision offset of the account record that this is of; older ones are ignored
 * @param limits limits of the current generation
 */
public record Account(
        String path,
        long generation,
        boolean open,
        long revision,
        AccountPolicy policy,
        List<Limit> limits,
        List<Balance> balances) {

    /** A day above the idempotency horizon of 7 days: no late outcome can name an older period. */
    static final long KEPT_MICROS = 8 * 24 * 3600 * 1_000_000L;

    public Account {
        limits = List.copyOf(limits);
        balances = List.copyOf(balances);
    }

    public static Account unopened(String path) {
        return new Account(path, 0, false, -1, AccountPolicy.DEFAULT, List.of(), List.of());
    }

    /** Balances that a hold at this time counts against, one for each limit in force. */
    public List<Balance> balancesAt(long atMicros) {
        List<Balance> current = new ArrayList<>(limits.size());
        for (Limit limit : limits) {
            if (limit.amount() != Limit.REMOVED) {
                current.add(balance(limit, limit.window().periodAt(atMicros)));
            }
        }
        return current;
    }

    private Balance balance(Limit limit, Period period) {
        HoldLine line = new HoldLine(path, generation, limit.id(), period);
        int index = indexOf(line);
        return index < 0 ? Balance.opening(path, generation, limit, period) : balances.get(index);
    }

    /**
     * The balance that a hold line settles in; empty where its period ended so long ago that it is kept no more, which
     * happens to a line that holds nothing: of a late outcome, or of a unit that the hold took nothing of.
     */
    public Optional<Balance> kept(HoldLine line) {
        int index = indexOf(line);
        return index < 0 ? Optional.empty() : Optional.of(balances.get(index));
    }

    /** The balance of a limit as its amount changes, for a limit_set entry. */
    public Balance limitSet(long ofGeneration, Limit limit, long atMicros) {
        Period period = limit.window().periodAt(atMicros);
        int index = indexOf(new HoldLine(path, ofGeneration, limit.id(), period));
        return index < 0
                ? Balance.opening(path, ofGeneration, limit, period)
                : balances.get(index).withLimit(limit);
    }

    /** The account with one balance as an entry states it. */
    public Account apply(Balance after, long atMicros) {
        List<Balance> kept = new ArrayList<>(balances.size() + 1);
        boolean replaced = false;
        for (Balance balance : balances) {
            if (balance.generation() == after.generation()
                    && balance.limitId().equals(after.limitId())
                    && balance.period().equals(after.period())) {
                kept.add(after);
                replaced = true;
            } else if (balance.held() > 0
                    || balance.period().isLifetime()
                    || balance.period().endMicros() + KEPT_MICROS > atMicros) {
                kept.add(balance);
            }
        }
        if (!replaced) {
            kept.add(after);
        }
        return new Account(path, generation, open, revision, policy, limits, kept);
    }

    /** The account as declared: limits and policy; the limits in force are those that limit_set entries have set. */
    public Account declared(
            long newGeneration, boolean nowOpen, long newRevision, AccountPolicy newPolicy, List<Limit> newLimits) {
        return new Account(path, newGeneration, nowOpen, newRevision, newPolicy, newLimits, balances);
    }

    private int indexOf(HoldLine line) {
        for (int i = 0; i < balances.size(); i++) {
            Balance balance = balances.get(i);
            if (balance.generation() == line.generation()
                    && balance.limitId().equals(line.limitId())
                    && balance.period().equals(line.period())) {
                return i;
            }
        }
        return -1;
    }
}
