package io.weir.core.routing;

import io.weir.core.calibration.Calibration;
import io.weir.core.cost.Tariff;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.AccountPolicy;
import io.weir.core.ledger.Hold;
import io.weir.core.query.Answer;
import io.weir.core.query.ClosedQuery;
import io.weir.core.query.OpenAttempt;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.Query;
import io.weir.core.query.ResultStatus;
import io.weir.core.query.Wait;
import io.weir.core.tier.Tier;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decision: the next attempt of a query, or its result where there is none to make.
 *
 * <pre>
 *   plan = argmax  V · P(solved) − W · P(wrong accepted) − λ · E[C]
 *          s. t.   P(solved) ≥ floor,  every hold fits every limit of every ancestor
 *   floor = the query's, else the account's, else 0.98 × the best candidate alone
 * </pre>
 */
final class Dispatch {

    /** Default floor, as a share of the best tier alone: at list prices the least cost-of-pass is the smallest model's. */
    static final double FLOOR_SHARE = 0.98;

    private Dispatch() {}

    /** Sends the next attempt of an open query, or closes it. */
    static void next(Step step, OpenQuery open, @Nullable Answer lastAnswer) {
        Query query = open.query();
        Accounts.timePassed(step, query);
        if (open.attemptsCounted() >= query.maxAttempts()) {
            String reason = "no pass in " + open.attemptsCounted() + " of at most " + query.maxAttempts() + " attempts";
            close(step, open, ResultStatus.FAILED, reason, null, lastAnswer, "");
            return;
        }
        if (lastAnswer == null && Waiting.queues(step, open)) {
            Waiting.queue(step, open);
            OpenQuery after = step.state().open(query.key());
            if (after != null && after.waiting() != null) {
                decided(step, after, Choice.of(step, after, false).waiting(), "waits behind others of its tenant");
            }
            return;
        }
        boolean mayWait = lastAnswer == null && open.waiting() == null && Waiting.admits(step, query);
        Choice choice = Choice.of(step, open, !mayWait);
        if (choice.waits()) {
            Exclusion lacking = mainExclusion(choice.candidates());
            Wait wait = Waiting.begin(step, open, lacking.refusal().fitsAtMicros());
            decided(
                    step,
                    open,
                    choice,
                    "waits until " + Timestamps.text(wait.untilMicros()) + " at the latest: " + lacking.reason());
        } else if (choice.plan().isEmpty()) {
            decided(step, open, choice, sentence(choice.plan(), choice.objective()));
            nothingToSend(step, open, choice, lastAnswer);
        } else {
            begin(step, open, choice);
        }
    }

    /** Tries a waiting query again: sends its attempt, or says what it lacks; null where it lacks no room, or waits no more. */
    static @Nullable Exclusion retry(Step step, OpenQuery open) {
        Accounts.timePassed(step, open.query());
        Choice choice = Choice.of(step, open, false);
        if (choice.plan().isEmpty()) {
            return lacking(choice.candidates());
        }
        begin(step, open, choice);
        return null;
    }

    private static void begin(Step step, OpenQuery open, Choice choice) {
        Wait wait = open.waiting();
        String waited = wait == null ? "" : "after a wait of " + millis(step, wait) + " ms: ";
        String changed = choice.reason().isEmpty() ? "" : choice.reason() + ": ";
        decided(step, open, choice, waited + changed + sentence(choice.plan(), choice.objective()));
        send(
                step,
                open.query(),
                open.past().size() + 1,
                0,
                choice.loweredFrom(),
                choice.plan().first());
    }

    private static long millis(Step step, Wait wait) {
        return (step.atMicros - wait.sinceMicros()) / 1_000;
    }

    private static void decided(Step step, OpenQuery open, Choice choice, String reason) {
        int number = open.past().size() + 1;
        long seed =
                Seeds.seed(open.query().key(), number, step.settings.policy().version());
        step.emit(new Effect.Decided(
                decision(step, open, number, choice.candidates(), choice.objective(), choice.plan(), seed, reason)));
    }

    /**
     * Sends an attempt that makes a cut answer again.
     *
     * @param cut number of the attempt that was cut
     * @param candidates its tier alone, usable
     */
    static void again(Step step, OpenQuery open, int cut, List<Candidate> candidates, String reason) {
        Accounts.timePassed(step, open.query());
        int number = open.past().size() + 1;
        Objective objective = objective(step, open, candidates);
        Plan plan = Plan.of(candidates, objective.floor(), 1.0);
        long seed =
                Seeds.seed(open.query().key(), number, step.settings.policy().version());
        step.emit(new Effect.Decided(decision(step, open, number, candidates, objective, plan, seed, reason)));
        send(step, open.query(), number, cut, 0, plan.first());
    }

    /** Closes a query: its one terminal result. */
    static void close(
            Step step,
            OpenQuery open,
            ResultStatus status,
            String reason,
            @Nullable Refusal refusal,
            @Nullable Answer answer,
            String tier) {
        Query query = open.query();
        ClosedQuery closed = new ClosedQuery(
                query.fingerprint(), step.atMicros, query.account(), query.task(), query.labels(), open.abandoned());
        step.emit(
                new Effect.QueryClosed(new Result(query, status, reason, refusal, answer, tier, open.past()), closed));
    }

    static Objective objective(Step step, OpenQuery open, List<Candidate> usable) {
        Query query = open.query();
        AccountPolicy policy = policy(step, query);
        Double asked = query.minPassProbability() != null ? query.minPassProbability() : policy.minPassProbability();
        Long value = query.valueOfPassNanodollars() != null
                ? query.valueOfPassNanodollars()
                : policy.valueOfPassNanodollars();
        double best = 0;
        for (Candidate candidate : usable) {
            best = Math.max(best, candidate.passProbability());
        }
        return new Objective(
                value == null ? 0 : value,
                policy.priceOfWrongAnswerNanodollars(),
                1.0,
                asked == null ? FLOOR_SHARE * best : asked,
                Math.max(1, query.maxAttempts() - open.attemptsCounted()),
                query.verifier().verifies(),
                !open.past().isEmpty());
    }

    private static AccountPolicy policy(Step step, Query query) {
        Account account = step.state().account(query.account());
        return account == null ? AccountPolicy.DEFAULT : account.policy();
    }

    static int failures(OpenQuery open) {
        int failures = 0;
        for (PastAttempt attempt : open.past()) {
            failures += attempt.failedVerification() ? 1 : 0;
        }
        return failures;
    }

    private static void send(Step step, Query query, int number, int continues, long loweredFrom, Candidate chosen) {
        Tier tier = chosen.tier();
        Tariff tariff = Objects.requireNonNull(chosen.tariff());
        Hold hold = Bookkeeping.hold(step, query, number, chosen);
        OpenAttempt attempt = new OpenAttempt(
                number,
                tier.name(),
                tier.model(),
                hold,
                tariff,
                chosen.maxOutputTokens(),
                loweredFrom,
                continues,
                chosen.passProbability(),
                null);
        long predictedOutput = step.state()
                .catalogue()
                .calibration()
                .tokens(tier.name(), query.task())
                .map(means -> Math.min(means.outputTokens(), chosen.maxOutputTokens()))
                .orElse(chosen.maxOutputTokens());
        step.emit(new Effect.AttemptSent(
                query,
                attempt,
                chosen.heldInputTokens(),
                predictedOutput,
                tier.power().predictedMicros(query.promptBytes() / 4, predictedOutput),
                step.state().health(tier.name()).isDown()));
    }

    private static void nothingToSend(Step step, OpenQuery open, Choice choice, @Nullable Answer lastAnswer) {
        boolean first = open.past().isEmpty();
        ResultStatus status = first ? ResultStatus.REJECTED : ResultStatus.FAILED;
        if (!choice.lacksRoom() && choice.candidates().stream().anyMatch(Candidate::usable)) {
            String reason = step.settings.policy().wireName() + " makes no further attempt";
            close(step, open, status, reason, null, lastAnswer, "");
            return;
        }
        Exclusion why = mainExclusion(choice.candidates());
        Wait wait = open.waiting();
        String reason = (first ? why.code() + ": " : lastFailure(open) + "; no tier is left: ")
                + why.reason()
                + (wait == null ? "" : ", after a wait of " + millis(step, wait) + " ms");
        Refusal refusal =
                why.refusal().after(step.books(open.query().key().tenant()).seq());
        close(step, open, status, reason, refusal, lastAnswer, "");
    }

    private static String lastFailure(OpenQuery open) {
        PastAttempt last = open.past().get(open.past().size() - 1);
        return "attempt " + last.number() + " at " + last.tier() + " "
                + (last.failedVerification() ? "failed its verifier" : "ended in " + last.status());
    }

    /** The budget without room that the least amount was asked of; null where no budget lacks any. */
    static @Nullable Exclusion lacking(List<Candidate> candidates) {
        return candidates.stream()
                .filter(Candidate::lacksRoom)
                .map(candidate -> Objects.requireNonNull(candidate.exclusion()))
                .min(Comparator.comparingLong(exclusion ->
                        Objects.requireNonNullElse(exclusion.refusal().asked(), 0L)))
                .orElse(null);
    }

    /** The exclusion that a caller can act on first: no room, for the least amount asked; else the last in order. */
    private static Exclusion mainExclusion(List<Candidate> candidates) {
        Exclusion budget = lacking(candidates);
        if (budget != null) {
            return budget;
        }
        String each = candidates.stream()
                .filter(candidate -> candidate.exclusion() != null)
                .map(candidate -> candidate.tier().name() + " "
                        + Objects.requireNonNull(candidate.exclusion()).reason())
                .collect(Collectors.joining("; "));
        return Exclusion.of("no_tier", candidates.isEmpty() ? "the catalogue has no tier" : each);
    }

    private static Decision decision(
            Step step,
            OpenQuery open,
            int number,
            List<Candidate> candidates,
            Objective objective,
            Plan plan,
            long seed,
            String reason) {
        Calibration calibration = step.state().catalogue().calibration();
        Candidate first = plan.isEmpty() ? null : plan.first();
        return new Decision(
                open.query(),
                number,
                step.settings.policy().wireName(),
                step.settings.policy().version(),
                candidates,
                plan,
                first == null ? "" : first.tier().name(),
                objective,
                first == null ? 0 : first.maxOutputTokens(),
                first == null || first.tariff() == null ? "" : first.tariff().version(),
                calibration.version(),
                calibration.version().isEmpty() ? -1 : Math.max(0, step.atMicros - calibration.atMicros()),
                step.state().catalogue().revision(),
                seed,
                step.books(open.query().key().tenant()).seq(),
                reason);
    }

    private static String sentence(Plan plan, Objective objective) {
        if (plan.isEmpty()) {
            return "no attempt: no tier is usable or none is worth its cost";
        }
        StringBuilder text = new StringBuilder(160);
        for (Candidate candidate : plan.attempts()) {
            text.append(text.length() == 0 ? "" : ", then ")
                    .append(candidate.tier().name())
                    .append(" (p ");
            Decimals.append(text, candidate.passProbability(), 2).append(')');
        }
        text.append(": solves it with probability ");
        Decimals.append(text, plan.passProbability(), 3)
                .append(plan.floorMet() ? ", reaching" : ", below")
                .append(" the floor of ");
        Decimals.append(text, objective.floor(), 3).append(", at ");
        return Decimals.append(text, plan.expectedCostNanodollars(), 0)
                .append(" nano-dollars expected")
                .toString();
    }
}
