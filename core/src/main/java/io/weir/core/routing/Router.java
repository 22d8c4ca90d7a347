package io.weir.core.routing;

import io.weir.core.calibration.Calibration;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.CanonicalEntry;
import io.weir.core.query.AbandonedAttempt;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.Lease;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.tier.Tier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one partition: {@link #decide} reads a state and returns what to append; only the effects, applied in
 * order, change it.
 *
 * <p>Bounded: a tick settles at most {@link #MOST_PER_TICK} queries, the next tick the rest.
 */
public final class Router {

    /** Keeps a step, and so a transaction, short after an outage; ticks come five times a second. */
    static final int MOST_PER_TICK = 500;

    private final Settings settings;

    public Router(Settings settings) {
        this.settings = settings;
    }

    /** The clock of a partition: append times may step back, as brokers' clocks do, it does not. */
    public static long clock(State state, long appendMicros) {
        return Math.max(state.clockMicros(), appendMicros);
    }

    /** What an input that stands in no log makes the router append: in a replay, in a test. */
    public List<Effect> decide(State state, Input input, long atMicros) {
        return decide(state, input, atMicros, CanonicalEntry.NO_OFFSET);
    }

    /**
     * What one input makes the router append.
     *
     * @param atMicros {@link #clock} of the input's append time
     * @param offset where the input stands in the inbox; the chain of the ledger covers it
     * @return effects in order; empty for a repeat
     */
    public List<Effect> decide(State state, Input input, long atMicros, long offset) {
        return decided(state, input, atMicros, offset).effects();
    }

    /**
     * {@link #decide}, and leaves the state as the effects applied to it in order would: deciding has applied them once
     * already, above the state, so that they are not applied a second time. Where it throws, the state is as it was.
     */
    public List<Effect> step(State.Mutable state, Input input, long atMicros, long offset) {
        Step step = decided(state, input, atMicros, offset);
        if (!step.effects().isEmpty()) {
            state.clock(atMicros);
        }
        step.copyTo(state);
        return step.effects();
    }

    private Step decided(State state, Input input, long atMicros, long offset) {
        Step step = new Step(state, settings, atMicros, offset);
        if (input instanceof Input.QuerySubmitted submitted) {
            submitted(step, submitted.query());
        } else if (input instanceof Input.OutcomeReported reported) {
            Outcomes.reported(step, reported.report());
        } else if (input instanceof Input.Claimed claimed) {
            claimed(step, claimed);
        } else if (input instanceof Input.HeartbeatSeen heartbeat) {
            heartbeat(step, heartbeat);
        } else if (input instanceof Input.CancelAsked cancel) {
            cancelled(step, cancel);
        } else if (input instanceof Input.AccountChanged changed) {
            Accounts.changed(step, changed);
        } else if (input instanceof Input.TierChanged changed) {
            tierChanged(step, changed.tier());
        } else if (input instanceof Input.PriceChanged changed) {
            Prices.changed(step, changed);
        } else if (input instanceof Input.Granted granted) {
            Grants.granted(step, granted.grant());
        } else if (input instanceof Input.CalibrationChanged changed) {
            calibrationChanged(step, changed);
        } else {
            tick(step);
        }
        if (!step.freed().isEmpty()) {
            for (String tenant : List.copyOf(step.freed())) {
                Waiting.wake(step, tenant, null);
            }
        }
        return step;
    }

    private void submitted(Step step, Query query) {
        QueryKey key = query.key();
        OpenQuery open = step.state().open(key);
        ClosedQuery closed = step.state().closed(key);
        if (open != null || closed != null) {
            long known = open != null ? open.query().fingerprint() : closed == null ? 0 : closed.fingerprint();
            if (known != query.fingerprint()) {
                String reason = "query_id was used before for another query";
                step.refuse(key.tenant(), "id_reused", "query_id", key.queryId(), reason);
            }
            return;
        }
        Query complete = complete(step, query);
        Refusal refusal = refusal(step, complete);
        if (refusal != null) {
            ResultStatus status = refusal.code().equals("deadline_past") ? ResultStatus.EXPIRED : ResultStatus.REJECTED;
            String reason = refusal.code() + ": " + refusal.field() + " " + refusal.value();
            Dispatch.close(step, OpenQuery.of(complete), status, reason, refusal, null, "");
            return;
        }
        step.emit(new Effect.QueryOpened(complete));
        Dispatch.next(step, OpenQuery.of(complete), null);
    }

    /** The query with what its account or the platform says where it does not. */
    private Query complete(Step step, Query query) {
        Account account = step.state().account(query.account());
        long accountDeadline = account == null ? 0 : account.policy().defaultDeadlineMicros();
        int accountAttempts = account == null ? 0 : account.policy().maxAttempts();
        long deadline = query.deadlineMicros() > 0
                ? query.deadlineMicros()
                : step.atMicros + (accountDeadline > 0 ? accountDeadline : settings.deadlineMicros());
        int attempts = query.maxAttempts() > 0
                ? query.maxAttempts()
                : accountAttempts > 0 ? accountAttempts : settings.maxAttempts();
        return query.withDeadline(deadline, attempts);
    }

    private static @Nullable Refusal refusal(Step step, Query query) {
        if (query.deadlineMicros() <= step.atMicros) {
            return Refusal.of("deadline_past", "deadline", query.deadlineMicros() + " µs");
        }
        if (step.state().account(query.account()) == null) {
            return Refusal.of("unknown_account", "account", query.account());
        }
        for (Account account : step.budgets(query)) {
            if (!account.open()) {
                return Refusal.of("unknown_account", "account", account.path());
            }
        }
        return null;
    }

    private void claimed(Step step, Input.Claimed claimed) {
        OpenQuery query = step.state().open(claimed.key());
        OpenAttempt attempt = query == null ? null : query.open();
        if (attempt != null && attempt.number() == claimed.attempt() && attempt.lease() == null) {
            long until = step.atMicros + lease(claimed.leaseMicros());
            step.emit(new Effect.Leased(
                    claimed.key(),
                    new Lease(claimed.claim(), claimed.worker(), until, io.weir.core.cost.Usage.NONE, 0)));
        } else {
            claimedTooLate(step, claimed, query);
        }
    }

    /** The attempt was given up before anybody claimed it: whoever takes its work order now is told to stop. */
    private static void claimedTooLate(Step step, Input.Claimed claimed, @Nullable OpenQuery open) {
        ClosedQuery closed = step.state().closed(claimed.key());
        List<AbandonedAttempt> abandoned =
                open != null ? open.abandoned() : closed != null ? closed.abandoned() : List.of();
        boolean unclaimed = abandoned.stream()
                .anyMatch(a -> a.number() == claimed.attempt() && a.claim().isEmpty());
        if (unclaimed) {
            Lease none = new Lease(claimed.claim(), claimed.worker(), step.atMicros, io.weir.core.cost.Usage.NONE, 0);
            step.emit(new Effect.WorkerCancelled(claimed.key(), claimed.attempt(), none));
        }
    }

    private void heartbeat(Step step, Input.HeartbeatSeen heartbeat) {
        OpenQuery query = step.state().open(heartbeat.key());
        OpenAttempt attempt = query == null ? null : query.open();
        Lease lease = attempt == null || attempt.number() != heartbeat.attempt() ? null : attempt.lease();
        if (lease != null && lease.claim().equals(heartbeat.claim())) {
            long until = step.atMicros + lease(heartbeat.leaseMicros());
            step.emit(new Effect.Leased(
                    heartbeat.key(), lease.extended(until, heartbeat.usage(), heartbeat.energyMillijoules())));
        }
    }

    private long lease(long askedMicros) {
        return Math.max(0, Math.min(askedMicros, settings.maxLeaseMicros()));
    }

    private static void cancelled(Step step, Input.CancelAsked cancel) {
        OpenQuery query = step.state().open(cancel.key());
        if (query != null) {
            Outcomes.giveUp(step, query, io.weir.core.query.AttemptStatus.CANCELLED, "cancelled");
            Dispatch.close(
                    step, after(step, query), ResultStatus.CANCELLED, "cancelled: " + cancel.reason(), null, null, "");
        } else if (step.state().closed(cancel.key()) == null) {
            String reason = "no such query";
            step.refuse(
                    cancel.key().tenant(),
                    "unknown_query",
                    "query_id",
                    cancel.key().queryId(),
                    reason);
        }
    }

    private static void tierChanged(Step step, Tier tier) {
        if (step.state().catalogue().isNewer(tier)) {
            step.emit(new Effect.TierApplied(tier));
        }
    }

    private static void calibrationChanged(Step step, Input.CalibrationChanged changed) {
        // A job that was restored repeats what it had learned by then: a newer record of an older state is passed over.
        Calibration held = step.state().catalogue().calibration();
        if (changed.calibration().revision() > held.revision()
                && changed.calibration().atMicros() >= held.atMicros()) {
            step.emit(new Effect.CalibrationApplied(changed.calibration()));
        }
    }

    private void tick(Step step) {
        step.emit(new Effect.ClockMoved());
        Seals.tick(step);
        for (QueryKey key : step.state().due(step.atMicros, MOST_PER_TICK)) {
            Step own = step.within();
            try {
                due(own, key);
            } catch (ArithmeticException e) {
                continue; // its figures overflow: it stays as it is, and the others do not wait for it
            }
            own.effects().forEach(step::emit);
        }
        for (QueryKey key : step.state().closedBefore(step.atMicros - settings.horizonMicros(), MOST_PER_TICK)) {
            step.emit(new Effect.Forgotten(key));
        }
    }

    private static void due(Step step, QueryKey key) {
        OpenQuery query = step.state().open(key);
        if (query != null && query.query().deadlineMicros() <= step.atMicros) {
            Outcomes.giveUp(step, query, io.weir.core.query.AttemptStatus.TIMEOUT, "deadline_passed");
            String reason = "the deadline passed after " + query.attemptsMade() + " attempts";
            Dispatch.close(step, after(step, query), ResultStatus.EXPIRED, reason, null, null, "");
        } else if (query != null && query.waiting() != null) {
            Waiting.due(step, query, query.waiting());
        } else if (query != null) {
            Outcomes.giveUp(step, query, io.weir.core.query.AttemptStatus.LOST, "lease_lapsed");
            Dispatch.next(step, after(step, query), null);
        }
    }

    private static OpenQuery after(Step step, OpenQuery query) {
        OpenQuery after = step.state().open(query.query().key());
        return after == null ? query : after;
    }
}
