package io.weir.core.simulation;

import static io.weir.core.simulation.Audit.require;

import io.weir.core.ledger.Balance;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.routing.Effect;
import java.util.ArrayList;
import java.util.List;

/**
 * The audit's alerts: an entry that takes a limit to a mark, a threshold or the whole, for the first time in its period raises
 * one alert of it. Where a window rolls, a mark may be reached again: there an alert must only be true.
 */
final class Alerts {

    private final Lines lines;
    private final List<String> due = new ArrayList<>();
    private final List<String> possible = new ArrayList<>();

    Alerts(Lines lines) {
        this.lines = lines;
    }

    /** Takes in an entry once its sums are: alerts that must follow it, and those that may. */
    void after(LedgerEntry entry) {
        requireNoneDue();
        possible.clear();
        for (Balance balance : entry.balances()) {
            Sums sum = lines.known(Line.of(balance));
            int before = sum.reached;
            for (int percent : balance.declared().thresholds()) {
                mark(entry, balance, sum, before, "threshold_crossed", percent);
            }
            mark(entry, balance, sum, before, "budget_crossed", 100);
        }
    }

    private void mark(LedgerEntry entry, Balance balance, Sums sum, int before, String kind, int percent) {
        boolean reached = sum.used() > 0
                && !balance.declared().removed()
                && Math.multiplyExact(sum.used(), 100) >= Math.multiplyExact(balance.limit(), percent);
        if (reached) {
            String id = entry.id() + "/" + balance.account() + "/" + balance.limitId() + "/" + kind + "/" + percent;
            sum.reached = Math.max(sum.reached, percent);
            if (sum.rolls()) {
                possible.add(id);
            } else if (percent > before && !entry.reason().equals("account closed")) {
                due.add(id);
            }
        }
    }

    /** Takes in an alert; those of another kind are none of its business. */
    void raised(Effect.AlertRaised alert) {
        if (alert.kind().equals("threshold_crossed") || alert.kind().equals("budget_crossed")) {
            boolean expected = due.remove(alert.id()) || possible.remove(alert.id());
            require(expected, "an alert without its cause: %s", alert);
        }
    }

    void requireNoneDue() {
        require(due.isEmpty(), "alerts were not raised: %s", due);
    }
}
