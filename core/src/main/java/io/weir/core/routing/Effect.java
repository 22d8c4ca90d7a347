package io.weir.core.routing;

import io.weir.core.calibration.Calibration;
import io.weir.core.cost.Price;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Books;
import io.weir.core.ledger.Grant;
import io.weir.core.ledger.LedgerEntry;
import io.weir.core.query.AbandonedAttempt;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.Lease;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Wait;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierHealth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a step appends or remembers. {@link #apply} is the only way a state changes: live, in recovery, in replay and in
 * tests.
 */
public sealed interface Effect {

    /** Changes the state; effects of one step are applied in their order. */
    void apply(State.Mutable state, long atMicros);

    /**
     * Applies a step. The clock moves with it, so that what is kept never holds anything later than the clock that is kept; an
     * input without effects moves nothing.
     *
     * @param atMicros clock that the step was decided at
     */
    static void applyAll(List<Effect> effects, State.Mutable state, long atMicros) {
        if (!effects.isEmpty()) {
            state.clock(atMicros);
        }
        for (Effect effect : effects) {
            effect.apply(state, atMicros);
        }
    }

    /** An effect that is published and changes no state. */
    sealed interface Published extends Effect {
        @Override
        default void apply(State.Mutable state, long atMicros) {}
    }

    /** A tick moves the partition's clock, whatever else it does. */
    record ClockMoved() implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.clock(atMicros);
        }
    }

    record TierApplied(Tier tier) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.catalogue(state.catalogue().with(tier));
        }
    }

    record PriceApplied(Price price) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.catalogue(state.catalogue().with(price, atMicros));
        }
    }

    record CalibrationApplied(Calibration calibration) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.catalogue(state.catalogue().with(calibration));
        }
    }

    /** An account as declared; the limits in force come by limit_set entries beside it. */
    record AccountDeclared(Account declared) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.account(declared);
        }
    }

    record LedgerAppended(LedgerEntry entry) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            if (entry.seal() == null) { // a seal states the balances as they are
                for (Balance balance : entry.balances()) {
                    Account account = state.account(balance.account());
                    Account before = account == null ? Account.unopened(balance.account()) : account;
                    state.account(before.apply(balance, atMicros));
                }
            }
            Books books = state.books(entry.ledgerKey());
            state.books(entry.ledgerKey(), books.afterEntry(entry, atMicros));
        }
    }

    /** A grant was booked: a repeat of it has no effect. */
    record GrantBooked(String account, Grant.Booked grant) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            Account before = Objects.requireNonNull(state.account(account), () -> "no account " + account);
            state.account(before.withBooked(grant, atMicros));
        }
    }

    record QueryOpened(Query query) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.open(OpenQuery.of(query));
        }
    }

    /** The query waits for room in a budget, from now on or still. */
    record Waits(QueryKey key, Wait until) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.open(opened(state, key).waits(until));
        }
    }

    record Decided(Decision decision) implements Published {}

    /**
     * A work order.
     *
     * @param probe whether the tier is down and this is its probe
     */
    record AttemptSent(
            Query query,
            OpenAttempt attempt,
            long heldInputTokens,
            long predictedOutputTokens,
            long predictedServiceMicros,
            boolean probe)
            implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.open(opened(state, query.key()).withOpen(attempt));
            if (probe) {
                state.health(attempt.tier(), state.health(attempt.tier()).sent(atMicros));
            }
        }
    }

    /** A claim, or a heartbeat of it. */
    record Leased(QueryKey key, Lease lease) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            OpenQuery query = opened(state, key);
            state.open(query.withOpen(Objects.requireNonNull(query.open()).withLease(lease)));
        }
    }

    /**
     * An outcome, accepted once.
     *
     * @param booked amounts posted and excess, as priced; for a late outcome what it adds
     * @param seq gapless number per tenant
     * @param past the attempt as settled
     * @param abandoned what to remember where a worker may still bill; null otherwise
     */
    record OutcomeAccepted(
            Query query,
            OpenAttempt attempt,
            OutcomeReport report,
            Amounts booked,
            long seq,
            PastAttempt past,
            @Nullable AbandonedAttempt abandoned)
            implements Effect {

        /** Whether the answer ended at a ceiling that Weir set by itself, since the caller set none. */
        public boolean cutByWeir() {
            return Continuation.cutByWeir(query, attempt, report);
        }

        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.open(opened(state, query.key()).settled(past, abandoned));
            String tenant = query.key().tenant();
            state.books(tenant, state.books(tenant).afterOutcome(seq));
            TierHealth before = state.health(attempt.tier());
            TierHealth after =
                    report.answered() ? before.answered() : report.tierErred() ? before.erred(atMicros) : before;
            if (!after.equals(before)) {
                state.health(attempt.tier(), after);
            }
        }
    }

    /**
     * An outcome of an attempt that was given up: adds a cost, never a pass.
     *
     * @param added amounts above those booked
     */
    record LateOutcomeAccepted(
            OutcomeReport report,
            AbandonedAttempt attempt,
            String account,
            String task,
            Map<String, String> labels,
            Amounts added,
            long seq)
            implements Effect {
        public LateOutcomeAccepted {
            labels = Map.copyOf(labels);
        }

        @Override
        public void apply(State.Mutable state, long atMicros) {
            QueryKey key = report.key();
            OpenQuery open = state.open(key);
            if (open != null) {
                state.open(billed(open.withAbandoned(without(open.abandoned()))));
            }
            ClosedQuery closed = state.closed(key);
            if (closed != null) {
                state.closed(key, closed.withAbandoned(without(closed.abandoned())));
            }
            state.books(key.tenant(), state.books(key.tenant()).afterOutcome(seq));
        }

        /** What the query has cost so far bounds its next attempts, and stands in its result. */
        private OpenQuery billed(OpenQuery open) {
            return open.past().stream()
                    .filter(past -> past.number() == attempt.number())
                    .findFirst()
                    .map(past -> open.withPast(
                            past.plus(added.moneyNanodollars(), added.energyMillijoules(), report.usage())))
                    .orElse(open);
        }

        private List<AbandonedAttempt> without(List<AbandonedAttempt> attempts) {
            return attempts.stream().filter(a -> a.number() != attempt.number()).toList();
        }
    }

    /** The terminal result; the query is remembered by its fingerprint. */
    record QueryClosed(Result result, ClosedQuery closed) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.removeOpen(result.query().key());
            state.closed(result.query().key(), closed);
        }
    }

    /** The idempotency horizon of a query has passed. */
    record Forgotten(QueryKey key) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            state.forget(key);
        }
    }

    /** The input goes to the dead letters. */
    record Refused(String tenant, String code, String field, String value, String reason) implements Published {}

    /** Whoever holds the claim is told to stop; where the attempt was given up unclaimed, the claim is remembered with it. */
    record WorkerCancelled(QueryKey key, int attempt, Lease lease) implements Effect {
        @Override
        public void apply(State.Mutable state, long atMicros) {
            OpenQuery open = state.open(key);
            if (open != null) {
                state.open(open.withAbandoned(claimed(open.abandoned())));
            }
            ClosedQuery closed = state.closed(key);
            if (closed != null) {
                state.closed(key, closed.withAbandoned(claimed(closed.abandoned())));
            }
        }

        private List<AbandonedAttempt> claimed(List<AbandonedAttempt> attempts) {
            return attempts.stream()
                    .map(a -> a.number() == attempt && a.claim().isEmpty() ? a.claimed(lease.claim()) : a)
                    .toList();
        }
    }

    record AlertRaised(String account, String id, String kind, String summary, Map<String, String> details)
            implements Published {
        public AlertRaised {
            details = Map.copyOf(details);
        }
    }

    private static OpenQuery opened(State state, QueryKey key) {
        return Objects.requireNonNull(state.open(key), () -> "no open query " + key);
    }
}
