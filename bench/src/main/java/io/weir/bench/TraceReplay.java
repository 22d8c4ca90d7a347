package io.weir.bench;

import io.weir.core.cost.Price;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.EntryKind;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.query.ResultStatus;
import io.weir.core.routing.Effect;
import io.weir.core.routing.InMemoryState;
import io.weir.core.routing.Input;
import io.weir.core.routing.Policy;
import io.weir.core.routing.Result;
import io.weir.core.routing.Router;
import io.weir.core.routing.Settings;
import io.weir.core.tier.Tier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Plays one order of arrival through the router under one policy and one verification.
 *
 * <p>Each query runs to its result before the next arrives: submitted, attempt sent, recorded outcome reported, until a result
 * comes. Its account has no limits, so no budget ever decides. The cost is what the ledger posts.
 */
final class TraceReplay {

    private static final String ACCOUNT = "bench";
    /** Between two inputs; only so that the clock moves. */
    private static final long STEP_MICROS = 1_000;

    private final Workload workload;
    private final Verification verification;
    private final OnlineCalibration learning;
    private final Router router;
    private final InMemoryState state = new InMemoryState();
    private long atMicros;

    private TraceReplay(Workload workload, Policy policy, Verification verification, int calibrateEvery) {
        this.workload = workload;
        this.verification = verification;
        this.learning = new OnlineCalibration(calibrateEvery);
        this.atMicros = workload.startMicros();
        this.router = new Router(Settings.DEFAULT.withPolicy(policy));
        declare();
    }

    /**
     * Plays every round, learning on from one to the next.
     *
     * @param calibrateEvery outcomes between two versions of the calibration, at least 1
     * @return one tally a round
     */
    static List<Tally> play(
            Workload workload, Policy policy, Verification verification, int calibrateEvery, Arrivals arrivals) {
        TraceReplay replay = new TraceReplay(workload, policy, verification, calibrateEvery);
        List<Tally> tallies = new ArrayList<>();
        for (List<Prompt> round : arrivals.rounds()) {
            Tally tally = Tally.ZERO;
            for (Prompt prompt : round) {
                String id = prompt.id() + "/" + tallies.size() + "/" + arrivals.name();
                tally = tally.plus(replay.query(new QueryKey(ACCOUNT, id), prompt));
            }
            tallies.add(tally);
        }
        return tallies;
    }

    private void declare() {
        for (Tier tier : workload.tiers()) {
            step(new Input.TierChanged(tier));
        }
        for (Price price : workload.prices()) {
            step(new Input.PriceChanged(price, false));
        }
        step(new Input.AccountChanged(ACCOUNT, false, 0, AccountPolicy.DEFAULT, List.of()));
    }

    private Tally query(QueryKey key, Prompt prompt) {
        List<Effect> effects = step(new Input.QuerySubmitted(submitted(key, prompt)));
        Tally tally = tally(effects, prompt);
        Optional<Effect.AttemptSent> sent = one(effects, Effect.AttemptSent.class);
        while (sent.isPresent()) {
            effects = step(new Input.OutcomeReported(
                    Worker.report(key, sent.get().attempt(), prompt, workload, verification, atMicros)));
            tally = tally.plus(tally(effects, prompt));
            learn(effects);
            sent = one(effects, Effect.AttemptSent.class);
        }
        if (tally.queries() != 1) {
            throw new IllegalStateException("query " + key.queryId() + " has " + tally.queries() + " results");
        }
        return tally;
    }

    private List<Effect> step(Input input) {
        atMicros += STEP_MICROS;
        List<Effect> effects = router.decide(state, input, Router.clock(state, atMicros));
        effects.forEach(effect -> effect.apply(state, atMicros));
        return effects;
    }

    private void learn(List<Effect> effects) {
        one(effects, Effect.OutcomeAccepted.class)
                .flatMap(outcome -> learning.after(outcome, atMicros))
                .ifPresent(calibration -> step(new Input.CalibrationChanged(calibration)));
    }

    private Tally tally(List<Effect> effects, Prompt prompt) {
        Tally tally = Tally.ZERO;
        for (Effect effect : effects) {
            if (effect instanceof Effect.LedgerAppended appended
                    && (appended.entry().kind() == EntryKind.POSTED
                            || appended.entry().kind() == EntryKind.EXCESS)) {
                tally = tally.plus(new Tally(0, 0, 0, appended.entry().amounts().moneyNanodollars(), 0));
            } else if (effect instanceof Effect.AttemptSent) {
                tally = tally.plus(new Tally(0, 0, 0, 0, 1));
            } else if (effect instanceof Effect.QueryClosed closed) {
                tally = tally.plus(graded(closed.result(), prompt));
            } else if (effect instanceof Effect.Refused refused) {
                throw new IllegalStateException("the router refused an input: " + refused.reason());
            }
        }
        return tally;
    }

    /** What the true grader makes of a result, whatever the verifier said. */
    private Tally graded(Result result, Prompt prompt) {
        if (result.status() == ResultStatus.FAILED) {
            return new Tally(1, 0, 0, 0, 0);
        }
        if (result.status() != ResultStatus.PASSED && result.status() != ResultStatus.ANSWERED) {
            throw new IllegalStateException("query " + result.query().key().queryId() + " was "
                    + result.status().wireName() + ": " + result.reason());
        }
        String model = result.attempts().get(result.attempts().size() - 1).model();
        boolean correct = workload.answer(prompt, model).correct();
        return new Tally(1, correct ? 1 : 0, correct ? 0 : 1, 0, 0);
    }

    private static <T extends Effect> Optional<T> one(List<Effect> effects, Class<T> kind) {
        return effects.stream().filter(kind::isInstance).map(kind::cast).findFirst();
    }

    private Query submitted(QueryKey key, Prompt prompt) {
        return new Query(
                key,
                ACCOUNT,
                atMicros,
                prompt.task(),
                prompt.text(),
                prompt.text().getBytes(StandardCharsets.UTF_8).length,
                1,
                prompt.maxTokens(),
                key.hashCode(),
                Set.of(),
                verification.verifier(prompt),
                null,
                null,
                null,
                0,
                0,
                ProcessingClass.STANDARD,
                "auto",
                0,
                Set.of(),
                Map.of(),
                "none",
                "");
    }
}
