package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Query;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * 22: a thousand clients at once against budgets that fit exactly n holds, n holds less one unit, and n holds and one unit less than
 * another; no worker takes work, so that every hold stays open. Exactly n, n − 1 and n are let through, the others are told what
 * was free; then not even one unit more is.
 */
final class BudgetBoundary {

    static final Fault FAULT =
            new Fault(22, "budget exactly at the boundary", 3, Fault.Stage.SHARED, BudgetBoundary::run);

    /** Of each of four tenants. */
    private static final int CLIENTS = 250;

    private static final int LEAST = 100;
    private static final int MOST = 240;

    private BudgetBoundary() {}

    /** A tenant, what it may spend, and how many holds fit. */
    private record Case(String tenant, String unit, long budget, long hold, int fits) {}

    private static void run(Trial trial) {
        String probe = trial.name() + "-probe";
        trial.traffic(List.of(Budgets.account(probe)));
        trial.site().noWorker();
        long hold = Budgets.tokensOfAPlainQuery(trial, probe);
        int n = LEAST + trial.random().nextInt(MOST - LEAST);
        trial.point(n + " holds of " + hold);
        List<Case> cases = List.of(
                new Case(trial.name() + "-exact", "tokens", n * hold, hold, n),
                new Case(trial.name() + "-less", "tokens", n * hold - 1, hold, n - 1),
                new Case(trial.name() + "-more", "tokens", n * hold + hold - 1, hold, n),
                new Case(trial.name() + "-units", "requests", n, 1, n));
        trial.traffic()
                .declare(cases.stream()
                        .map(each -> Budgets.account(each.tenant, each.unit, each.budget))
                        .toList());
        trial.traffic().sendAtOnce(queries(trial, cases));
        cases.forEach(each -> check(trial, each, CLIENTS));

        List<Query> oneMore = new ArrayList<>();
        cases.forEach(each -> oneMore.add(trial.traffic().plain(each.tenant, "one-more")));
        trial.traffic().sendAtOnce(oneMore);
        cases.forEach(each -> check(trial, each, CLIENTS + 1));

        trial.site().newWorker();
        trial.rest();
    }

    private static List<Query> queries(Trial trial, List<Case> cases) {
        List<Query> queries = new ArrayList<>();
        for (Case each : cases) {
            for (int i = 0; i < CLIENTS; i++) {
                queries.add(trial.traffic().plain(each.tenant, "q" + i));
            }
        }
        Collections.shuffle(queries, trial.random());
        return queries;
    }

    private static void check(Trial trial, Case each, int sent) {
        List<LedgerEntry> held = Budgets.entries(trial, each.tenant, "held");
        Budgets.require(trial, "holds of " + each.tenant, each.fits, held.size());
        held.forEach(entry -> trial.require(
                amount(each, entry) == each.hold,
                entry.getId() + " holds " + amount(each, entry) + ", not " + each.hold));
        List<Result> rejected = Budgets.rejected(trial, each.tenant, "budget_exceeded");
        Budgets.require(trial, "rejections of " + each.tenant, sent - each.fits, rejected.size());
        for (Result result : rejected) {
            Refusal refusal = Objects.requireNonNull(result.getRefusal());
            long asked = Objects.requireNonNullElse(refusal.getAsked(), -1L);
            long free = Objects.requireNonNullElse(refusal.getFree(), -1L);
            trial.require(
                    asked == each.hold && free == each.budget - each.fits * each.hold,
                    each.tenant + " was told that it asked " + asked + " of " + free + " free");
        }
    }

    private static long amount(Case each, LedgerEntry entry) {
        return each.unit.equals("tokens")
                ? entry.getAmounts().getTokens()
                : entry.getAmounts().getRequests();
    }
}
