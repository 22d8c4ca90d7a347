package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.v1.Account;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Query;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * 31: an agent's 64 children, each an account with room of its own, spend their parent's budget at the same moment (the forgetful
 * operator of Token Budgets). First without a worker, so that every hold stays open: exactly as many as fit. Then again while
 * work is done and holds are given back. At no entry is the parent above its budget.
 */
final class FanOut {

    static final Fault FAULT = new Fault(31, "fan-out race of 64 children", 3, Fault.Stage.SHARED, FanOut::run);

    private static final int CHILDREN = 64;
    private static final int LEAST = 8;
    private static final int MOST = 60;
    private static final int WAVES = 3;

    private FanOut() {}

    private static void run(Trial trial) {
        String probe = trial.name() + "-probe";
        String parent = trial.name() + "-parent";
        trial.traffic(List.of(Budgets.account(probe)));
        trial.site().noWorker();
        long hold = Budgets.tokensOfAPlainQuery(trial, probe);
        int fits = LEAST + trial.random().nextInt(MOST - LEAST);
        long budget = fits * hold + trial.random().nextInt((int) hold);
        trial.point("room for " + fits);
        List<Account> accounts = new ArrayList<>(List.of(Budgets.account(parent, "tokens", budget)));
        for (int child = 0; child < CHILDREN; child++) {
            accounts.add(Budgets.account(child(parent, child), "tokens", hold * (WAVES + 1)));
        }
        trial.traffic().declare(accounts);

        trial.traffic().sendAtOnce(wave(trial, parent, 0));
        Budgets.require(
                trial,
                "open holds",
                fits,
                Budgets.entries(trial, parent, "held").size());
        List<Result> rejected = Budgets.rejected(trial, parent, "budget_exceeded");
        Budgets.require(trial, "rejections", CHILDREN - fits, rejected.size());
        rejected.forEach(result -> trial.require(
                parent.equals(Objects.requireNonNull(result.getRefusal()).getAccount()),
                result.getQueryId() + " was not refused by its parent: " + result.getReason()));

        trial.site().newWorker();
        for (int wave = 1; wave <= WAVES; wave++) {
            trial.traffic().sendAtOnce(wave(trial, parent, wave));
        }
        trial.rest();
        for (LedgerEntry entry : trial.logs().ledger(parent)) {
            entry.getBalances().stream()
                    .filter(balance -> balance.getAccount().equals(parent))
                    .forEach(balance -> trial.require(
                            taken(balance) <= budget,
                            entry.getId() + " leaves " + parent + " at " + taken(balance) + " of " + budget));
        }
    }

    private static long taken(Balance balance) {
        return balance.getHeld() + balance.getPosted() + balance.getExcess();
    }

    private static List<Query> wave(Trial trial, String parent, int wave) {
        List<Query> queries = new ArrayList<>();
        for (int child = 0; child < CHILDREN; child++) {
            queries.add(trial.traffic().plain(child(parent, child), "w" + wave + "-c" + child));
        }
        return queries;
    }

    private static String child(String parent, int child) {
        return parent + "/child-" + child;
    }
}
