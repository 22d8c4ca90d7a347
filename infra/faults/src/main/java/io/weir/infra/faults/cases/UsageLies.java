package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.schemas.Topics;
import io.weir.v1.Amounts;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * 32: engines report no tokens, half of them, two and five times as many, or no usage at all. What is posted never exceeds the hold,
 * the rest is excess, a usage that is not there is booked as its bound; what cannot be right raises an alert of kind discrepancy, and
 * what merely may be wrong (half, or twice within the hold) does not.
 */
final class UsageLies {

    static final Fault FAULT = new Fault(32, "engines report wrong usage", 3, Fault.Stage.SHARED, UsageLies::run);

    private static final int QUERIES = 48;
    private static final Set<String> LIES = Set.of("1.0", "0.0", "0.5", "2.0", "5.0", "missing");

    private UsageLies() {}

    private static void run(Trial trial) {
        String tenant = trial.name() + "-billed";
        trial.traffic(List.of(Budgets.account(tenant, "tokens", 1_000_000)));
        trial.point("k of 0, 0.5, 2, 5, missing");
        trial.site().newLyingWorker();
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            queries.add(trial.traffic().next());
        }
        trial.traffic().sendAtOnce(queries);
        trial.rest();
        trial.site().newWorker();

        Map<String, Integer> seen = new TreeMap<>();
        Map<String, Integer> above = new TreeMap<>();
        Set<String> alerts = Budgets.alerts(trial, "discrepancy").stream()
                .map(io.weir.v1.Alert::getId)
                .collect(Collectors.toSet());
        Map<String, Map<String, LedgerEntry>> entries = new TreeMap<>();
        for (LedgerEntry entry : trial.logs().ledger(tenant)) {
            entries.computeIfAbsent(entry.getQueryId() + "/" + entry.getAttempt(), first -> new TreeMap<>())
                    .put(entry.getKind(), entry);
        }
        for (Outcome outcome : trial.logs().values(Topics.OUTCOMES)) {
            String id = outcome.getProviderRequestId();
            if (outcome.getTenant().equals(tenant) && id != null) {
                String lie = id.substring(0, id.indexOf(' '));
                seen.merge(lie, 1, Integer::sum);
                String attempt = outcome.getQueryId() + "/" + outcome.getAttempt();
                boolean more = booked(trial, lie, outcome, entries.getOrDefault(attempt, Map.of()));
                above.merge(lie, more ? 1 : 0, Integer::sum);
                boolean expected = more || lie.equals("0.0") || lie.equals("missing");
                trial.require(
                        alerts.contains(tenant + "/" + attempt + "/discrepancy") == expected,
                        "usage " + lie + " of " + attempt + (expected ? " raised no" : " raised an") + " alert");
            }
        }
        trial.require(seen.keySet().equals(new TreeSet<>(LIES)), "not every lie was told, but " + seen);
        trial.require(above.getOrDefault("5.0", 0) > 0, "no usage was above its hold: " + above);
    }

    /** @return whether more than the hold was billed */
    private static boolean booked(Trial trial, String lie, Outcome outcome, Map<String, LedgerEntry> entries) {
        String attempt = outcome.getQueryId() + "/" + outcome.getAttempt();
        LedgerEntry held = entries.get("held");
        LedgerEntry posted = entries.get("posted");
        if (held == null || posted == null) {
            trial.require(false, attempt + " has only the entries " + entries.keySet());
            return false;
        }
        Amounts excess =
                entries.containsKey("excess") ? entries.get("excess").getAmounts() : new Amounts(0L, 0L, 0L, 0L);
        long tokens = outcome.getUsage().getInputTokens() + outcome.getUsage().getOutputTokens();
        long money = Objects.requireNonNullElse(outcome.getCostNanodollars(), -1L);
        long heldTokens = held.getAmounts().getTokens();
        long heldMoney = held.getAmounts().getMoneyNanodollars();
        trial.require(
                posted.getAmounts().getTokens() == Math.min(tokens, heldTokens)
                        && posted.getAmounts().getMoneyNanodollars() == Math.min(money, heldMoney),
                "usage " + lie + ": " + attempt + " is posted with " + posted.getAmounts() + " of a hold of "
                        + held.getAmounts());
        trial.require(
                excess.getTokens() == Math.max(0, tokens - heldTokens)
                        && excess.getMoneyNanodollars() == Math.max(0, money - heldMoney),
                "usage " + lie + ": " + attempt + " has an excess of " + excess);
        trial.require(
                tokens == said(outcome, lie, held), attempt + " is booked as " + tokens + " tokens, not as " + lie);
        return tokens > heldTokens || money > heldMoney;
    }

    /** Tokens that the engine said, or the bound where it said nothing. */
    private static long said(Outcome outcome, String lie, LedgerEntry held) {
        String[] metered = outcome.getProviderRequestId().split(" ", -1);
        if (lie.equals("missing")) {
            long tokens =
                    outcome.getUsage().getInputTokens() + outcome.getUsage().getOutputTokens();
            return Math.min(tokens, held.getAmounts().getTokens()); // of bytes, not tokens; never above the hold
        }
        double factor = Double.parseDouble(lie);
        return Math.round(Long.parseLong(metered[2]) * factor) + Math.round(Long.parseLong(metered[3]) * factor);
    }
}
