package io.weir.streams.views;

import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An account as the ledger's entries leave it: its limits, and totals over its own and its descendants' entries.
 *
 * <p>Bound: {@link #PERIODS_KEPT} periods of each limit, and of former generations only limits with an open hold.
 *
 * @param account path
 * @param offset offset of the last entry folded in; entries up to it are repeats; -1 before the first
 * @param generation latest generation
 * @param totals over all periods and generations
 * @param limits by limit, then period
 * @param updatedAt event time of the last entry
 */
public record AccountView(
        String account, long offset, long generation, LedgerTotals totals, List<LimitView> limits, Instant updatedAt) {

    /** A year of calendar months and the current one, or 13 weeks or days. */
    static final int PERIODS_KEPT = 13;

    private static final Comparator<LimitView> BY_LIMIT_AND_PERIOD = Comparator.comparing(LimitView::limitId)
            .thenComparing(LimitView::generation)
            .thenComparing(LimitView::periodStart, Comparator.nullsFirst(Comparator.naturalOrder()));

    public AccountView {
        limits = List.copyOf(limits);
    }

    static AccountView unknown(String account) {
        return new AccountView(account, -1, 0, LedgerTotals.ZERO, List.of(), Instant.EPOCH);
    }

    /**
     * Accounts whose view an entry changes: its own, those of the balances that it carries, and, where it moves amounts,
     * every ancestor. A {@code limit_set} moves nothing, so it does not make its ancestors known.
     */
    static Set<String> touchedBy(LedgerEntry entry) {
        Set<String> accounts = new LinkedHashSet<>();
        accounts.add(entry.getAccount());
        entry.getBalances().forEach(balance -> accounts.add(balance.getAccount()));
        if (!entry.getKind().equals("limit_set")) {
            String path = entry.getAccount();
            for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
                accounts.add(path.substring(0, slash));
            }
        }
        return accounts;
    }

    /** The view after an entry; the same where the entry is a repeat. */
    AccountView plus(LedgerEntry entry, long entryOffset) {
        if (entryOffset <= offset) {
            return this;
        }
        List<LimitView> after = new ArrayList<>(limits);
        long newest = generation;
        for (Balance balance : entry.getBalances()) {
            if (balance.getAccount().equals(account)) {
                LimitView limit = LimitView.of(balance, latest(after, balance));
                after.removeIf(limit::isOfLimitAndPeriod);
                after.add(limit);
                newest = Math.max(newest, limit.generation());
            }
        }
        return new AccountView(account, entryOffset, newest, totals.plus(entry), bounded(after, newest), entry.getAt());
    }

    /** The latest line of the limit of a balance. */
    private static @Nullable LimitView latest(List<LimitView> limits, Balance balance) {
        for (int i = limits.size() - 1; i >= 0; i--) {
            LimitView limit = limits.get(i);
            if (limit.generation() == balance.getGeneration() && limit.limitId().equals(balance.getLimitId())) {
                return limit;
            }
        }
        return null;
    }

    private static List<LimitView> bounded(List<LimitView> limits, long generation) {
        List<LimitView> sorted = new ArrayList<>(limits);
        sorted.removeIf(limit -> limit.generation() < generation && limit.held() == 0);
        sorted.sort(BY_LIMIT_AND_PERIOD);
        List<LimitView> kept = new ArrayList<>(sorted.size());
        for (int i = 0; i < sorted.size(); i++) {
            int periodsAfter = i + PERIODS_KEPT;
            if (periodsAfter >= sorted.size() || !sorted.get(periodsAfter).isOfLimit(sorted.get(i))) {
                kept.add(sorted.get(i));
            }
        }
        return kept;
    }
}
