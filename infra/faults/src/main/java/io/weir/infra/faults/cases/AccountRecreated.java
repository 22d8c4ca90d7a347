package io.weir.infra.faults.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.site.Compaction;
import io.weir.infra.faults.site.ReadPositions;
import io.weir.infra.faults.site.Site;
import io.weir.schemas.Topics;
import io.weir.v1.Account;
import io.weir.v1.Balance;
import io.weir.v1.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * 21: a budget is closed by a null value, or by a record that says so, while holds on it are open, and declared again: closed it
 * rejects, declared again it starts at 0, and the old holds settle in the old generation. Then the topic of accounts is compacted,
 * ingress reads all of it again, and the router takes its state from the changelogs: nothing changes.
 */
final class AccountRecreated {

    static final Fault FAULT =
            new Fault(21, "budget deleted and declared again", 3, Fault.Stage.SHARED, AccountRecreated::run);

    private static final int OLD_HOLDS = 3;
    private static final int NEW_HOLDS = 2;
    private static final Set<String> ENDS = Set.of("posted", "voided", "expired");

    private AccountRecreated() {}

    private static void run(Trial trial) {
        Site site = trial.site();
        String probe = trial.name() + "-probe";
        String tenant = trial.name() + "-closing";
        trial.traffic(List.of(Budgets.account(probe)));
        site.noWorker();
        long hold = Budgets.tokensOfAPlainQuery(trial, probe);
        trial.traffic().declare(List.of(Budgets.account(tenant, "tokens", OLD_HOLDS * hold)));
        send(trial, tenant, "old", OLD_HOLDS);
        boolean tombstone = trial.inTurn(List.of(true, false));
        trial.point(tombstone ? "null value" : "deleted");
        close(trial, tenant, tombstone);
        send(trial, tenant, "closed", 1);
        Budgets.require(
                trial,
                "queries of a closed account rejected",
                1,
                Budgets.rejected(trial, tenant, "unknown_account").size());
        trial.traffic().declare(List.of(Budgets.account(tenant, "tokens", NEW_HOLDS * hold)));
        send(trial, tenant, "new", NEW_HOLDS + 1);
        Budgets.require(
                trial,
                "queries above the new budget rejected",
                1,
                Budgets.rejected(trial, tenant, "budget_exceeded").size());
        generations(trial, tenant, hold);

        site.newWorker();
        trial.rest();
        settled(trial, tenant);
        afresh(trial, tenant, hold);
        trial.rest();
        settled(trial, tenant);
    }

    private static void send(Trial trial, String tenant, String id, int queries) {
        for (int i = 0; i < queries; i++) {
            trial.traffic().decided(List.of(trial.traffic().send(trial.traffic().plain(tenant, id + i))));
        }
    }

    private static void close(Trial trial, String tenant, boolean tombstone) {
        if (tombstone) {
            trial.traffic()
                    .decided(List.of(trial.traffic()
                            .raw(new ProducerRecord<>(Topics.ACCOUNTS.name(), tenant.getBytes(UTF_8), null))));
        } else {
            trial.traffic()
                    .declare(List.of(Account.newBuilder()
                            .setAccount(tenant)
                            .setDeleted(true)
                            .build()));
        }
    }

    /** Old holds are of one generation, new ones of a later, which began at 0. */
    private static void generations(Trial trial, String tenant, long hold) {
        List<Balance> old = new ArrayList<>();
        List<Balance> fresh = new ArrayList<>();
        for (LedgerEntry entry : Budgets.entries(trial, tenant, "held")) {
            (entry.getQueryId().startsWith("old") ? old : fresh).addAll(entry.getBalances());
        }
        Budgets.require(trial, "holds before", OLD_HOLDS, old.size());
        Budgets.require(trial, "holds after", NEW_HOLDS, fresh.size());
        long before = old.stream().mapToLong(Balance::getGeneration).max().orElse(0);
        fresh.forEach(balance -> trial.require(
                balance.getGeneration() > before, "generation " + balance.getGeneration() + " is not after " + before));
        long first = fresh.stream().mapToLong(Balance::getHeld).min().orElse(0);
        Budgets.require(trial, "held at the first hold of the new generation", hold, first);
    }

    /** Each hold ends in the generation that it was taken in, which then holds nothing. */
    private static void settled(Trial trial, String tenant) {
        List<LedgerEntry> held = Budgets.entries(trial, tenant, "held");
        for (LedgerEntry hold : held) {
            String attempt = hold.getQueryId() + "/" + hold.getAttempt();
            Set<Long> generations = trial.logs().ledger(tenant).stream()
                    .filter(entry -> ENDS.contains(entry.getKind())
                            && attempt.equals(entry.getQueryId() + "/" + entry.getAttempt()))
                    .flatMap(entry -> entry.getBalances().stream())
                    .map(Balance::getGeneration)
                    .collect(Collectors.toSet());
            Set<Long> own = Set.of(hold.getBalances().get(0).getGeneration());
            trial.require(generations.equals(own), attempt + " of generation " + own + " settled in " + generations);
        }
    }

    /** From compacted topics: ingress reads every account again, the router its changelogs. */
    private static void afresh(Trial trial, String tenant, long hold) {
        Site site = trial.site();
        int before = trial.logs().ledger(tenant).size();
        try (Compaction compaction = Compaction.of(site, Topics.ACCOUNTS)) {
            compaction.awaitOneRecordOf(
                    tenant, () -> trial.traffic().declare(List.of(Budgets.account(trial.name() + "-filler"))));
        }
        site.ingress().terminate();
        ReadPositions.forget(site, Topics.ACCOUNTS);
        site.restartIngress();
        site.router().kill();
        site.wipeRouterState();
        site.restartRouter();
        trial.traffic().declare(List.of(Budgets.account(trial.name() + "-filler")));
        Budgets.require(
                trial,
                "ledger entries after all is read again",
                before,
                trial.logs().ledger(tenant).size());
        trial.traffic().declare(List.of(Budgets.account(tenant, "tokens", 10 * hold)));
        send(trial, tenant, "later", 1);
        LedgerEntry last = trial.logs().ledger(tenant).stream()
                .filter(entry ->
                        entry.getKind().equals("held") && entry.getQueryId().startsWith("later"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no hold after all was read again"));
        trial.require(last.getBalances().get(0).getPosted() > 0, "the balance began again at 0: " + last.getBalances());
    }
}
