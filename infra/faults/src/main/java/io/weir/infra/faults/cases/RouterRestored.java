package io.weir.infra.faults.cases;

import io.weir.core.ledger.Account;
import io.weir.core.ledger.Books;
import io.weir.core.query.QueryKey;
import io.weir.infra.faults.Fault;
import io.weir.infra.faults.Trial;
import io.weir.infra.faults.trap.Point;
import io.weir.infra.faults.trap.Snare;
import io.weir.infra.faults.trap.Snare.Action;
import io.weir.infra.local.cluster.Span;
import io.weir.router.RouterConfig;
import io.weir.router.state.StateTables;
import io.weir.schemas.Topics;
import io.weir.v1.LedgerEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * 3: the router is killed right after it has restored its state, twice, each time with its directory wiped. At rest the fold of
 * its changelogs agrees with the ledger, the outcomes and the results; that the restored router went on from that fold
 * shows in seq and balances of the entries that followed.
 */
final class RouterRestored {

    static final Fault FAULT =
            new Fault(3, "router kill -9 after restoration, twice", 3, Fault.Stage.SHARED, RouterRestored::run);

    private static final int QUERIES = 20;

    private RouterRestored() {}

    private static void run(Trial trial) {
        trial.traffic().send(QUERIES);
        trial.armRunning(
                trial.site().routerTrap(),
                new Snare(Point.BEFORE_COMMIT, 1 + trial.random().nextInt(3), Action.HALT));
        trial.traffic().send(QUERIES);
        trial.awaitDeath(trial.site().routerTrap(), trial.site().router());

        dieRestored(trial, Point.RUNNING);
        trial.traffic().send(QUERIES);
        dieRestored(trial, trial.inTurn(List.of(Point.RUNNING, Point.BEFORE_COMMIT, Point.AFTER_COMMIT)));
        trial.site().wipeRouterState();
        trial.site().restartRouter();
        trial.traffic().send(QUERIES);
        trial.rest();
        compare(trial);
    }

    private static void dieRestored(Trial trial, Point point) {
        trial.site().wipeRouterState();
        trial.arm(trial.site().routerTrap(), new Snare(point, 1, Action.HALT));
        trial.site().restartRouter();
        trial.awaitDeath(trial.site().routerTrap(), trial.site().router());
    }

    private static void compare(Trial trial) {
        StateTables state = fold(trial);
        compareBooks(trial, state.books());
        compareBalances(trial, state.accounts().values());
        Set<String> open = own(trial, state.openQueries());
        trial.require(open.isEmpty(), "open queries in the changelog at rest: " + open);
        Set<String> closed = own(trial, state.closedQueries());
        Set<String> results = trial.logs().values(Topics.RESULTS).stream()
                .filter(result -> trial.traffic().owns(result.getTenant()))
                .map(result -> result.getTenant() + '\0' + result.getQueryId())
                .collect(Collectors.toCollection(TreeSet::new));
        trial.require(closed.equals(results), "closed queries of the changelog are not those with a result");
    }

    private static void compareBooks(Trial trial, Map<String, Books> state) {
        Map<String, Long> entries = new TreeMap<>();
        trial.logs()
                .values(Topics.LEDGER)
                .forEach(entry -> entries.merge(entry.getLedgerKey(), entry.getSeq(), Math::max));
        Map<String, Long> outcomes = new TreeMap<>();
        trial.logs()
                .values(Topics.OUTCOMES)
                .forEach(outcome -> outcomes.merge(outcome.getTenant(), outcome.getSeq(), Math::max));
        entries.forEach((tenant, seq) -> {
            Books found = state.getOrDefault(tenant, Books.EMPTY);
            long outcomeSeq = outcomes.getOrDefault(tenant, 0L);
            trial.require(
                    found.seq() == seq && found.outcomeSeq() == outcomeSeq,
                    "books of " + tenant + ": " + found + ", logs say " + seq + " and " + outcomeSeq);
        });
    }

    /** The last balance that the ledger states of each limit is the one that is stored. */
    private static void compareBalances(Trial trial, Collection<Account> accounts) {
        Map<String, String> last = new HashMap<>();
        for (LedgerEntry entry : trial.logs().values(Topics.LEDGER)) {
            entry.getBalances().stream()
                    .forEach(balance -> last.put(
                            balance.getAccount() + " " + balance.getLimitId() + " " + balance.getGeneration(),
                            balance.getHeld() + " " + balance.getPosted() + " " + balance.getExcess() + " "
                                    + balance.getAdjusted()));
        }
        Map<String, String> stored = new HashMap<>();
        accounts.forEach(account -> account.balances()
                .forEach(balance -> stored.put(
                        balance.account() + " " + balance.limitId() + " " + balance.generation(),
                        balance.held() + " " + balance.posted() + " " + balance.excess() + " " + balance.adjusted())));
        last.forEach((limit, balance) -> trial.require(
                !trial.traffic().owns(limit.split("[/ ]", -1)[0]) || balance.equals(stored.get(limit)),
                "balance of " + limit + " is " + stored.get(limit) + ", the ledger says " + balance));
    }

    private static Set<String> own(Trial trial, Set<QueryKey> keys) {
        return keys.stream()
                .filter(key -> trial.traffic().owns(key.tenant()))
                .map(key -> key.tenant() + '\0' + key.queryId())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What a router would restore: the committed records of each partition in order; no entity has two homes. */
    private static StateTables fold(Trial trial) {
        String topic = RouterConfig.APPLICATION_ID + "-state-changelog";
        return trial.logs().committed(reader -> {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < Topics.DEFAULT_PARTITIONS; i++) {
                partitions.add(new TopicPartition(topic, i));
            }
            StateTables fold = new StateTables();
            Map<TopicPartition, Span> spans = reader.committed(partitions);
            spans.forEach((partition, span) ->
                    reader.read(partition, span, record -> fold.restore(record.key(), record.value())));
            return fold;
        });
    }
}
