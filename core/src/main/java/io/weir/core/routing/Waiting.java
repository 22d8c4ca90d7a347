package io.weir.core.routing;

import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Wait;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Queries that wait for room in a budget.
 *
 * <p>They are tried again, in their order, when room may have come: something of their tenant has settled or a limit has
 * changed, and on ticks, at the latest every {@link #AGAIN_MICROS} and when the passing of time alone makes them fit. Whoever
 * comes first and finds no room in an account keeps it from those behind that draw on the same account, or a large hold would
 * never get in; a query that may wait itself queues behind them. One that may not wait takes what is free: it would be
 * rejected with room there otherwise.
 *
 * <p>A wait ends in an attempt, or, at its longest or at the deadline, in a result. Bounded per partition and per account:
 * beyond, a query that would wait goes on as if it had.
 */
final class Waiting {

    static final int MOST = 10_000;
    static final int MOST_OF_ACCOUNT = 1_000;
    static final long AGAIN_MICROS = 10_000_000L;
    /** Tried each time: keeps a step short, however many wait. */
    static final int TRIES = 16;

    private static final int LOOKED_AT = 128;

    private Waiting() {}

    /** Whether one more query may wait. */
    static boolean admits(Step step, Query query) {
        WaitIndex waiting = step.state().waiting();
        return waiting.size() < MOST && waiting.size(query.account()) < MOST_OF_ACCOUNT;
    }

    /** Whether a query that may wait must, since others of its tenant do. */
    static boolean queues(Step step, OpenQuery open) {
        Query query = open.query();
        return open.waiting() == null
                && Choice.policy(step, open).waits()
                && step.state().waiting().any(query.key().tenant())
                && admits(step, query);
    }

    /** Begins a wait. */
    static Wait begin(Step step, OpenQuery open, @Nullable Long fitsAtMicros) {
        Query query = open.query();
        WhenItDoesNotFit policy = Choice.policy(step, open);
        long turn = step.state().waiting().nextTurn(query.key().tenant(), query.account());
        long until = Math.min(query.deadlineMicros(), Math.addExact(step.atMicros, policy.maxWaitMicros()));
        Wait wait = new Wait(turn, step.atMicros, until, again(step, fitsAtMicros));
        step.emit(new Effect.Waits(query.key(), wait));
        return wait;
    }

    /** Begins a wait behind those that wait already, and tries all of them in their order. */
    static void queue(Step step, OpenQuery open) {
        Wait wait = begin(step, open, null);
        wake(step, open.query().key().tenant(), WaitIndex.Place.of(open, wait));
    }

    /** A tick has come to a waiting query. */
    static void due(Step step, OpenQuery open, Wait wait) {
        QueryKey key = open.query().key();
        if (wait.over(step.atMicros)) {
            Dispatch.next(step, open, null);
            return;
        }
        wake(step, key.tenant(), null);
        OpenQuery after = step.state().open(key);
        if (after != null && after.waiting() != null) {
            Exclusion lacking = Dispatch.lacking(Candidates.of(step, after));
            Long fitsAt = lacking == null ? null : lacking.refusal().fitsAtMicros();
            step.emit(new Effect.Waits(key, wait.againAt(again(step, fitsAt))));
        }
    }

    private static long again(Step step, @Nullable Long fitsAtMicros) {
        long latest = step.atMicros + AGAIN_MICROS;
        return fitsAtMicros == null ? latest : Math.max(step.atMicros + 1, Math.min(latest, fitsAtMicros));
    }

    /**
     * Tries the waiting queries of a tenant in their order.
     *
     * @param added one that has begun to wait in this step; null where none has
     */
    static void wake(Step step, String tenant, WaitIndex.@Nullable Place added) {
        List<WaitIndex.Place> places = new ArrayList<>(step.state().waiting().first(tenant, LOOKED_AT));
        if (added != null) {
            places.add(added);
            places.sort(WaitIndex.Place.ORDER);
        }
        Set<String> full = new HashSet<>();
        int tries = 0;
        for (WaitIndex.Place place : places) {
            if (tries == TRIES || full.contains(tenant)) {
                return;
            }
            OpenQuery open = step.state().open(place.key());
            if (open != null && open.waiting() != null && !drawsOn(step, open.query(), full)) {
                tries++;
                Exclusion lacking = Dispatch.retry(step, open);
                if (lacking != null) {
                    full.add(place.account()); // in an account first come, first served
                    String account = lacking.refusal().account();
                    full.add(account == null ? place.account() : account);
                }
            }
        }
    }

    private static boolean drawsOn(Step step, Query query, Set<String> full) {
        return !full.isEmpty()
                && (full.contains(query.account())
                        || step.balances(query).stream().anyMatch(balance -> full.contains(balance.account())));
    }
}
