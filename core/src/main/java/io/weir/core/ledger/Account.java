package io.weir.core.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An account: its limits and, per limit and period, the balance. The balances change by {@link #apply} alone: an account is
 * the fold of the balances that its ledger entries carry.
 *
 * <p>Bound: as a period opens, balances of periods that ended more than {@link #KEPT_MICROS} before are let go, save those
 * with an open hold and the latest of each limit, which the next period is reckoned from. So a limit by the month has two or
 * three, one by the day ten, a rolling one or one without a window one.
 *
 * @param path path, such as acme/search/alice, or acme/#team=search for a label
 * @param generation grows when the account is closed and opened again; holds of an older one settle in it
 * @param open whether new queries are served
 * @param revision offset of the account record that this is of; older ones are ignored
 * @param rateCard rate card that it names; empty where it pays what the account above it pays
 * @param limits limits of the current generation
 * @param balances of each limit in order of period; commitments are balances alone, with a window of their own
 * @param grants grants that were booked of late
 */
public record Account(
        String path,
        long generation,
        boolean open,
        long revision,
        AccountPolicy policy,
        String rateCard,
        List<Limit> limits,
        List<Balance> balances,
        List<Grant.Booked> grants) {

    /** A day above the idempotency horizon of 7 days: no late outcome can name an older period. */
    static final long KEPT_MICROS = 8 * 24 * 3600 * 1_000_000L;

    public Account {
        limits = List.copyOf(limits);
        balances = List.copyOf(balances);
        grants = List.copyOf(grants);
    }

    public static Account unopened(String path) {
        return new Account(path, 0, false, -1, AccountPolicy.DEFAULT, "", List.of(), List.of(), List.of());
    }

    /** Balances that a hold at this time counts against, one for each limit in force and for each commitment that runs. */
    public List<Balance> balancesAt(long atMicros) {
        List<Balance> current = new ArrayList<>(limits.size());
        for (Limit limit : limits) {
            if (!limit.removed()) {
                Balance latest = latest(generation, limit.id());
                current.add(latest == null ? Balance.opening(path, generation, limit, atMicros) : latest.at(atMicros));
            }
        }
        for (Balance balance : balances) {
            if (balance.window() instanceof Window.Fixed && balance.period().contains(atMicros)) {
                current.add(balance);
            }
        }
        return current;
    }

    /**
     * Balances of limits that time alone has changed since an entry last stated them: an increase has ended, or a period has
     * begun into which more or less is rolled over than into the one before. Each needs a limit_set entry.
     */
    public List<Balance> limitsChangedAt(long atMicros) {
        List<Balance> changed = List.of();
        for (Limit limit : limits) {
            Balance latest = limit.varies() && !limit.removed() ? latest(generation, limit.id()) : null;
            if (latest == null) {
                continue;
            }
            Balance now = latest.at(atMicros);
            if (now.limitDiffersFrom(latest)) {
                changed = changed.isEmpty() ? new ArrayList<>() : changed;
                changed.add(now);
            }
        }
        return changed;
    }

    /**
     * The balance that a hold line settles in, as of this time; empty where its period ended so long ago that it is kept no
     * more, which happens to a line that holds nothing: of a late outcome, or of a unit that the hold took nothing of.
     */
    public Optional<Balance> kept(HoldLine line, long atMicros) {
        for (Balance balance : balances) {
            if (balance.isOf(line)) {
                return Optional.of(balance.slid(atMicros));
            }
        }
        return Optional.empty();
    }

    /** The balance of a limit as it changes, for a limit_set entry. */
    public Balance limitSet(long ofGeneration, Limit limit, long atMicros) {
        Balance latest = latest(ofGeneration, limit.id());
        return latest == null
                ? Balance.opening(path, ofGeneration, limit, atMicros)
                : latest.at(atMicros).withLimit(limit, atMicros);
    }

    /** The account with one balance as an entry states it. */
    public Account apply(Balance after, long atMicros) {
        List<Balance> kept = new ArrayList<>(balances.size() + 1);
        boolean replaced = false;
        for (Balance balance : balances) {
            boolean same = after.replaces(balance);
            kept.add(same ? after : balance);
            replaced |= same;
        }
        if (!replaced) {
            kept.add(after);
            List<Balance> all = List.copyOf(kept);
            kept.removeIf(balance -> balance.held() == 0
                    && !balance.period().isLifetime()
                    && balance.period().endMicros() + KEPT_MICROS <= atMicros
                    && (balance.window() instanceof Window.Fixed || !isLatest(balance, all)));
        }
        return new Account(path, generation, open, revision, policy, rateCard, limits, kept, grants);
    }

    /** Whether it is the last of its limit in the newest generation that has balances. */
    private static boolean isLatest(Balance balance, List<Balance> among) {
        for (Balance other : among) {
            if (other.generation() > balance.generation()) {
                return false;
            }
        }
        return balance.equals(latest(among, balance.generation(), balance.limitId()));
    }

    /** The account as declared: limits and policy; the limits in force are those that limit_set entries have set. */
    public Account declared(
            long newGeneration,
            boolean nowOpen,
            long newRevision,
            AccountPolicy newPolicy,
            String newRateCard,
            List<Limit> newLimits) {
        return new Account(
                path, newGeneration, nowOpen, newRevision, newPolicy, newRateCard, newLimits, balances, grants);
    }

    /** Grants that are still remembered at this time. */
    public List<Grant.Booked> booked(long atMicros) {
        return grants.stream().filter(grant -> grant.untilMicros() > atMicros).toList();
    }

    /** A grant that was booked under this id and is still remembered. */
    public Optional<Grant.Booked> booked(String grantId, long atMicros) {
        return booked(atMicros).stream()
                .filter(grant -> grant.id().equals(grantId))
                .findFirst();
    }

    /** The account with a further grant booked, and without those that are remembered no longer. */
    public Account withBooked(Grant.Booked grant, long atMicros) {
        List<Grant.Booked> remembered = new ArrayList<>(booked(atMicros));
        remembered.add(grant);
        return new Account(path, generation, open, revision, policy, rateCard, limits, balances, remembered);
    }

    private @Nullable Balance latest(long ofGeneration, String limitId) {
        return latest(balances, ofGeneration, limitId);
    }

    private static @Nullable Balance latest(List<Balance> among, long ofGeneration, String limitId) {
        for (int i = among.size() - 1; i >= 0; i--) {
            Balance balance = among.get(i);
            if (balance.generation() == ofGeneration && balance.limitId().equals(limitId)) {
                return balance;
            }
        }
        return null;
    }
}
