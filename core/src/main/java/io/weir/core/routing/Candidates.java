package io.weir.core.routing;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.ledger.Fit;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierHealth;
import io.weir.core.tier.TierState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every tier of the catalogue as a candidate for the next attempt of a query, or with why it is not.
 *
 * <p>A hold is a ceiling: input bounded by the request's UTF-8 bytes plus the template, output by what the engine enforces
 * ({@link Ceilings}), at the price in force, in every unit. What a candidate is expected to cost is another figure: mean tokens of the tier on the
 * task where they are known, else a quarter of the bytes and half of the output ceiling.
 */
final class Candidates {

    /** Limits of one query rarely disagree more than once about when they have room. */
    private static final int MOST_ROUNDS = 16;

    /** Which tiers that this query has been at are asked again. */
    private enum Tried {
        /** At first: one that erred is asked again only as a last resort. */
        NOT_THOSE_THAT_ERRED,
        NOT_THOSE_THAT_FAILED,
        MAY_ANSWER_AGAIN
    }

    private final Step step;
    private final Query query;
    private final OpenQuery open;
    private final List<Account> budgets;
    private final List<Balance> balances;
    private final String rateCard;

    private Candidates(Step step, OpenQuery open) {
        this.step = step;
        this.open = open;
        this.query = open.query();
        this.budgets = step.budgets(query);
        this.balances = step.balances(query);
        this.rateCard = step.rateCard(query);
    }

    /** All tiers that are not deleted, in order of name. */
    static List<Candidate> of(Step step, OpenQuery open) {
        Candidates candidates = new Candidates(step, open);
        List<Candidate> all = candidates.list(Tried.NOT_THOSE_THAT_ERRED);
        for (Candidate candidate : all) {
            if (candidate.usable()) {
                return all;
            }
        }
        return candidates.list(Tried.NOT_THOSE_THAT_FAILED);
    }

    /**
     * A candidate that lacks room with the greatest ceiling whose hold fits; empty where that is below the least allowed. A hold
     * grows with its ceiling, so the greatest is found by halving.
     *
     * @param least lowest ceiling allowed, at least 1
     */
    static Optional<Candidate> lowered(Step step, OpenQuery open, Candidate candidate, long least) {
        Candidates candidates = new Candidates(step, open);
        long fits = least - 1;
        long tooMuch = candidate.maxOutputTokens();
        while (tooMuch - fits > 1) {
            long middle = fits + (tooMuch - fits) / 2;
            if (candidates.fits(candidate, middle)) {
                fits = middle;
            } else {
                tooMuch = middle;
            }
        }
        return fits < least ? Optional.empty() : Optional.of(candidates.withCeiling(candidate, fits));
    }

    private boolean fits(Candidate candidate, long maxOutput) {
        Amounts hold = hold(
                candidate.tier(), Objects.requireNonNull(candidate.tariff()), candidate.heldInputTokens(), maxOutput);
        return balances.stream().allMatch(balance -> balance.fits(hold));
    }

    private Candidate withCeiling(Candidate candidate, long maxOutput) {
        Tier tier = candidate.tier();
        Tariff tariff = Objects.requireNonNull(candidate.tariff());
        Usage expected = expectedUsage(tier, step.state().catalogue().calibration(), maxOutput);
        return new Candidate(
                tier,
                candidate.passProbability(),
                tariff.costNanodollars(expected, 1),
                hold(tier, tariff, candidate.heldInputTokens(), maxOutput),
                tariff,
                candidate.heldInputTokens(),
                maxOutput,
                null);
    }

    /** One tier with a ceiling of its own, whatever it answered before: to make a cut answer again. */
    static Candidate again(Step step, OpenQuery open, Tier tier, long maxOutput) {
        return new Candidates(step, open).candidateOrOverflow(tier, maxOutput, Tried.MAY_ANSWER_AGAIN);
    }

    private List<Candidate> list(Tried tried) {
        List<Candidate> list = new ArrayList<>();
        for (Tier tier : step.state().catalogue().tiers().values()) {
            if (!tier.deleted()) {
                list.add(candidateOrOverflow(tier, Ceilings.first(step, query, tier), tried));
            }
        }
        return list;
    }

    /** Absurd figures of one tier leave that tier out, and no more. */
    private Candidate candidateOrOverflow(Tier tier, long maxOutput, Tried tried) {
        try {
            return candidate(tier, maxOutput, tried);
        } catch (ArithmeticException e) {
            double pass = step.state().catalogue().calibration().passProbability(tier.name(), query.task());
            Exclusion overflow = Exclusion.of("overflow", "its figures are beyond 64 bits: " + e.getMessage());
            return new Candidate(tier, pass, 0, Amounts.ZERO, null, 0, 0, overflow);
        }
    }

    private Candidate candidate(Tier tier, long maxOutput, Tried tried) {
        Calibration calibration = step.state().catalogue().calibration();
        double pass = calibration.passProbability(tier.name(), query.task());
        boolean batch = query.processingClass() == ProcessingClass.BATCH;
        Optional<Tariff> tariff = step.state()
                .catalogue()
                .prices()
                .inForce(rateCard, tier.model(), step.atMicros)
                .map(price -> price.tariff(batch));
        long inputBound = tier.inputTokenBound(query.promptBytes(), query.messages());
        if (tariff.isEmpty()) {
            return new Candidate(
                    tier,
                    pass,
                    0,
                    Amounts.ZERO,
                    null,
                    inputBound,
                    maxOutput,
                    Exclusion.of("unpriced", "model " + tier.model() + " has no price in force"));
        }
        Usage expected = expectedUsage(tier, calibration, maxOutput);
        Amounts hold = hold(tier, tariff.get(), inputBound, maxOutput);
        Candidate candidate = new Candidate(
                tier, pass, tariff.get().costNanodollars(expected, 1), hold, tariff.get(), inputBound, maxOutput, null);
        Exclusion exclusion = exclusion(candidate, expected, tried);
        return exclusion == null ? candidate : candidate.excluded(exclusion);
    }

    private static Amounts hold(Tier tier, Tariff tariff, long inputTokens, long outputTokens) {
        return new Amounts(
                tariff.ceilingNanodollars(inputTokens, outputTokens),
                Math.addExact(inputTokens, outputTokens),
                tier.power().ceilingMillijoules(inputTokens, outputTokens),
                1);
    }

    private Usage expectedUsage(Tier tier, Calibration calibration, long maxOutput) {
        Optional<TokenMeans> means = calibration.tokens(tier.name(), query.task());
        if (means.isPresent()) {
            return Usage.of(
                    means.get().inputTokens(), Math.min(maxOutput, means.get().outputTokens()));
        }
        return Usage.of(Ceilings.estimatedInputTokens(query, tier), (maxOutput + 1) / 2);
    }

    private @Nullable Exclusion exclusion(Candidate candidate, Usage expected, Tried tried) {
        Tier tier = candidate.tier();
        for (Account account : budgets) {
            if (!account.open()) {
                return Exclusion.of("account_closed", "account " + account.path() + " is closed");
            }
        }
        if (tier.state() != TierState.ACTIVE) {
            return Exclusion.of("not_active", "tier is " + tier.state().wireName());
        }
        if (!tier.capabilities().containsAll(query.capabilities())) {
            return Exclusion.of("capabilities", "needs " + sorted(query.capabilities()));
        }
        if (!tier.tags().containsAll(query.requiredTags())) {
            return Exclusion.of("tags", "needs " + sorted(query.requiredTags()));
        }
        long needed = Math.addExact(Ceilings.estimatedInputTokens(query, tier), candidate.maxOutputTokens());
        if (needed > tier.contextWindow()) {
            return Exclusion.of("context_window", "needs " + needed + " of " + tier.contextWindow() + " tokens");
        }
        Exclusion before = before(tier, tried);
        if (before != null) {
            return before;
        }
        TierHealth health = step.state().health(tier.name());
        if (!health.admits(step.atMicros)) {
            return Exclusion.of("down", health.errorsInRow() + " errors in a row, next probe later");
        }
        if (step.atMicros + tier.power().predictedMicros(expected.inputTokens(), expected.outputTokens())
                > query.deadlineMicros()) {
            return Exclusion.of("deadline", "would not be done by the deadline");
        }
        return doesNotFit(candidate);
    }

    private @Nullable Exclusion before(Tier tier, Tried tried) {
        if (tried == Tried.MAY_ANSWER_AGAIN) {
            return null;
        }
        for (PastAttempt past : open.past()) {
            if (past.tier().equals(tier.name()) && past.failedVerification()) {
                return Exclusion.of("failed", "its answer failed in attempt " + past.number());
            }
            if (tried == Tried.NOT_THOSE_THAT_ERRED
                    && past.tier().equals(tier.name())
                    && !past.status().equals("lost")) {
                return Exclusion.of("erred", "ended in " + past.status() + " in attempt " + past.number());
            }
        }
        return null;
    }

    private @Nullable Exclusion doesNotFit(Candidate candidate) {
        Long most = query.maxCostNanodollars();
        long ceiling = Math.addExact(open.spentNanodollars(), candidate.hold().moneyNanodollars());
        if (most != null && ceiling > most) {
            return Exclusion.of("max_cost", "could cost " + ceiling + " of at most " + most + " nano-dollars");
        }
        for (Balance balance : balances) {
            if (!balance.fits(candidate.hold())) {
                return Exclusion.budgetExceeded(balance, candidate.hold(), fitsAt(candidate));
            }
        }
        return null;
    }

    /**
     * When the hold fits every limit by the passing of time alone. One that has room at first may have none any more by the
     * time at which another has, since its increase has ended: so it is asked again, until all agree.
     */
    private long fitsAt(Candidate candidate) {
        long at = step.atMicros;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            long latest = at;
            for (Balance balance : balances) {
                latest = Math.max(latest, balance.at(at).fitsAt(candidate.hold().get(balance.unit()), at));
            }
            if (latest == at || latest == Fit.NEVER) {
                return latest;
            }
            at = latest;
        }
        return Fit.NEVER;
    }

    private static String sorted(Iterable<String> names) {
        List<String> list = new ArrayList<>();
        names.forEach(list::add);
        list.sort(null);
        return String.join(", ", list);
    }
}
