package io.weir.infra.faults.cases;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Query;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * 24: a budget is lowered below what is held, and below what is posted: nothing more is let through, and what is free is as far below
 * zero as was lowered. It is raised, and exactly the new room is given. It is raised and lowered while a crowd spends it. And a period
 * ends in the middle of a crowd: see {@link WindowEdge}.
 */
final class BudgetChanged {

    static final Fault FAULT =
            new Fault(24, "budget lowered, raised, reset at an edge", 3, Fault.Stage.SHARED, BudgetChanged::run);

    private static final int HELD = 4;
    private static final int CROWD = 120;
    private static final int CHANGES = 6;

    private BudgetChanged() {}

    private static void run(Trial trial) {
        String tenant = trial.name() + "-changing";
        String probe = trial.name() + "-probe";
        trial.traffic(List.of(Budgets.account(probe)));
        trial.site().noWorker();
        long hold = Budgets.tokensOfAPlainQuery(trial, probe);
        WindowEdge edge = WindowEdge.begin(trial);
        lowered(trial, tenant, hold);
        edge.cross();

        trial.site().newWorker();
        trial.awaitResults();
        edge.settled();
        raised(trial, tenant, hold);
        trial.site().newWorker();
        changedUnderLoad(trial, tenant, hold);
        trial.rest();
        requireNegativeOnlyByLowering(trial, tenant);
    }

    /** Below what is held. */
    private static void lowered(Trial trial, String tenant, long hold) {
        set(trial, tenant, (HELD + 1) * hold);
        for (int i = 0; i < HELD; i++) {
            send(trial, tenant, "held" + i);
        }
        long cut =
                (1 + trial.random().nextInt(HELD - 1)) * hold - trial.random().nextInt((int) hold);
        set(trial, tenant, HELD * hold - cut);
        send(trial, tenant, "below-held");
        requireRefused(trial, tenant, "below-held", -cut);
    }

    /** Below what is posted, then above it by one hold and a little. */
    private static void raised(Trial trial, String tenant, long hold) {
        trial.site().noWorker();
        long posted = posted(trial, tenant);
        set(trial, tenant, posted - 1);
        send(trial, tenant, "below-posted");
        requireRefused(trial, tenant, "below-posted", -1);
        set(trial, tenant, posted + hold - 1);
        send(trial, tenant, "one-short");
        requireRefused(trial, tenant, "one-short", hold - 1);
        set(trial, tenant, posted + hold);
        send(trial, tenant, "fits");
        send(trial, tenant, "full");
        requireRefused(trial, tenant, "full", 0);
        Budgets.require(
                trial, "holds", HELD + 1, Budgets.entries(trial, tenant, "held").size());
    }

    private static void changedUnderLoad(Trial trial, String tenant, long hold) {
        long posted = posted(trial, tenant);
        List<Query> queries = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            queries.add(trial.traffic().plain(tenant, "crowd" + i));
        }
        CompletableFuture<Void> crowd =
                CompletableFuture.runAsync(() -> trial.traffic().sendAtOnce(queries.subList(0, CROWD / 2)));
        for (int change = 0; change < CHANGES; change++) {
            long room = trial.random().nextInt(CROWD) * hold;
            set(trial, tenant, change % 2 == 0 ? posted + room : posted / 2);
        }
        crowd.join();
        trial.traffic().sendAtOnce(queries.subList(CROWD / 2, CROWD));
        set(trial, tenant, posted + CROWD * hold);
    }

    private static void set(Trial trial, String tenant, long tokens) {
        trial.traffic().declare(List.of(Budgets.account(tenant, "tokens", tokens)));
    }

    private static void send(Trial trial, String tenant, String id) {
        trial.traffic().decided(List.of(trial.traffic().send(trial.traffic().plain(tenant, id))));
    }

    private static long posted(Trial trial, String tenant) {
        return Budgets.entries(trial, tenant, "posted").stream()
                .mapToLong(entry -> entry.getAmounts().getTokens())
                .sum();
    }

    private static void requireRefused(Trial trial, String tenant, String id, long free) {
        List<Result> refused = Budgets.rejected(trial, tenant, "budget_exceeded").stream()
                .filter(result -> result.getQueryId().equals(id))
                .toList();
        Budgets.require(trial, "rejections of " + id, 1, refused.size());
        refused.forEach(result -> {
            Refusal refusal = Objects.requireNonNull(result.getRefusal());
            trial.require(
                    Objects.equals(refusal.getFree(), free),
                    id + " was told that " + refusal.getFree() + " is free, not " + free);
        });
    }

    /** What is free falls below zero, and further, at entries that set the limit and at no other; no hold is taken there. */
    private static void requireNegativeOnlyByLowering(Trial trial, String tenant) {
        long before = 0;
        int lowered = 0;
        for (LedgerEntry entry : trial.logs().ledger(tenant)) {
            for (Balance balance : entry.getBalances()) {
                long free = balance.getLimit() - balance.getHeld() - balance.getPosted() - balance.getExcess();
                boolean set = entry.getKind().equals("limit_set");
                lowered += set && free < 0 ? 1 : 0;
                trial.require(
                        set || free >= Math.min(before, 0),
                        entry.getId() + " leaves " + free + " free, before it were " + before);
                trial.require(
                        !entry.getKind().equals("held") || free >= 0,
                        entry.getId() + " holds where " + free + " is free");
                before = free;
            }
        }
        trial.require(lowered >= 2, "the budget was lowered below what was spent " + lowered + " times");
    }
}
