package io.weir.infra.faults.cases;

import io.weir.infra.faults.Trial;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Limit;
import io.weir.v1.Result;
import java.util.List;

/** Accounts with a limit each, as cases declare them, and what became of queries against them. */
final class Budgets {

    /** Id of the one limit of an account that is declared here. */
    static final String LIMIT = "all";

    private Budgets() {}

    /** An account without a limit of its own. */
    static Account account(String path) {
        return Account.newBuilder().setAccount(path).build();
    }

    /** An account with one hard limit for its lifetime, in the unit's integer. */
    static Account account(String path, String unit, long amount) {
        Limit limit =
                Limit.newBuilder().setId(LIMIT).setUnit(unit).setAmount(amount).build();
        return Account.newBuilder().setAccount(path).setLimits(List.of(limit)).build();
    }

    /** Tokens that one plain query holds, as the ledger says of one that is sent for this; there is no worker meanwhile. */
    static long tokensOfAPlainQuery(Trial trial, String tenant) {
        trial.traffic().decided(List.of(trial.traffic().send(trial.traffic().plain(tenant, "probe"))));
        return trial.logs().ledger(tenant).stream()
                .filter(entry ->
                        entry.getKind().equals("held") && entry.getQueryId().equals("probe"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("the probe of " + tenant + " holds nothing"))
                .getAmounts()
                .getTokens();
    }

    static List<LedgerEntry> entries(Trial trial, String tenant, String kind) {
        return trial.logs().ledger(tenant).stream()
                .filter(entry -> entry.getKind().equals(kind))
                .toList();
    }

    /** Results that were rejected for this reason. */
    static List<Result> rejected(Trial trial, String tenant, String code) {
        return trial.logs().results(tenant).stream()
                .filter(result -> result.getStatus().equals("rejected")
                        && result.getRefusal() != null
                        && result.getRefusal().getCode().equals(code))
                .toList();
    }

    /** Requires so many of a kind of thing, named in words. */
    static void require(Trial trial, String what, long expected, long found) {
        trial.require(found == expected, what + ": " + found + ", not " + expected);
    }

    /** Alerts of a kind of this trial's accounts. */
    static List<io.weir.v1.Alert> alerts(Trial trial, String kind) {
        return trial.logs().values(Topics.ALERTS).stream()
                .filter(alert ->
                        alert.getKind().equals(kind) && alert.getAccount().startsWith(trial.name() + "-"))
                .toList();
    }
}
