package io.weir.core.routing;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Alerted;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Alerts of an entry: {@code threshold_crossed} for each threshold of a limit that posted + held + excess reaches with it,
 * {@code budget_crossed} where it reaches the limit itself; each once a period.
 */
final class BudgetAlerts {

    private BudgetAlerts() {}

    /** Alerts of an entry that the state does not have yet; an account that closes raises none. */
    static List<Effect> of(Step step, LedgerEntry entry) {
        List<Effect> alerts = List.of();
        for (Balance after : entry.balances()) {
            if (after.alerted().percent() > 0 && !entry.reason().equals(Accounts.CLOSED)) {
                alerts = alerts.isEmpty() ? new ArrayList<>() : alerts;
                add(step, entry, after, alerts);
            }
        }
        return alerts;
    }

    private static void add(Step step, LedgerEntry entry, Balance after, List<Effect> to) {
        Account account = step.state().account(after.account());
        Alerted before = account == null
                ? Alerted.NONE
                : account.kept(after.line(), step.atMicros)
                        .map(Balance::alerted)
                        .orElse(Alerted.NONE);
        for (int percent : after.alerted().thresholdsSince(before, after.declared())) {
            to.add(alert(entry, after, "threshold_crossed", percent));
        }
        if (after.alerted().budgetCrossedSince(before)) {
            to.add(alert(entry, after, "budget_crossed", Alerted.BUDGET));
        }
    }

    private static Effect alert(LedgerEntry entry, Balance balance, String kind, int percent) {
        String limit = "account " + balance.account() + ", limit " + balance.limitId();
        String used =
                balance.used() + " of " + balance.limit() + " " + balance.unit().wireName();
        Map<String, String> details = new HashMap<>();
        details.put("limit_id", balance.limitId());
        details.put("window", balance.window().wireName());
        details.put("unit", balance.unit().wireName());
        details.put("percent", Integer.toString(percent));
        details.put("used", Long.toString(balance.used()));
        details.put("limit", Long.toString(balance.limit()));
        if (!balance.period().isLifetime()) {
            details.put("period_start_micros", Long.toString(balance.period().startMicros()));
            details.put("period_end_micros", Long.toString(balance.period().endMicros()));
        }
        return new Effect.AlertRaised(
                balance.account(),
                entry.id() + "/" + balance.account() + "/" + balance.limitId() + "/" + kind + "/" + percent,
                kind,
                limit + " (" + balance.window().wireName() + "): " + used + " are used, " + percent
                        + " percent is reached",
                details);
    }
}
