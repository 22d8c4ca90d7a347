package io.weir.core.routing;

import io.weir.core.calibration.Calibration;
import io.weir.core.calibration.TokenMeans;
import io.weir.core.cost.Tariff;
import io.weir.core.cost.Usage;
import io.weir.core.ledger.Account;
import io.weir.core.ledger.Amounts;
import io.weir.core.ledger.Balance;
import io.weir.core.query.OpenQuery;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.ProcessingClass;
import io.weir.core.query.Query;
import io.weir.core.tier.Tier;
import io.weir.core.tier.TierHealth;
import io.weir.core.tier.TierState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Every tier of the catalogue as a candidate for the next attempt of a query, or with why it is not.
 *
 * <p>A hold is a ceiling: input bounded by the request's UTF-8 bytes plus the template, output by what the engine enforces, at
 * the price in force, in every unit. What a candidate is expected to cost is another figure: mean tokens of the tier on the
 * task where they are known, else a quarter of the bytes and half of the output ceiling.
 */
final class Candidates {

    private static final int BYTES_PER_TOKEN = 4;

    private final Step step;
    private final Query query;
    private final OpenQuery open;
    private final List<Balance> balances;
    private final String rateCard;

    private Candidates(Step step, OpenQuery open) {
        this.step = step;
        this.open = open;
        this.query = open.query();
        this.balances = step.balances(query);
        this.rateCard = step.rateCard(query);
    }

    /** All tiers that are not deleted, in order of name. */
    static List<Candidate> of(Step step, OpenQuery open) {
        Candidates candidates = new Candidates(step, open);
        List<Candidate> all = candidates.list(true);
        return all.stream().anyMatch(Candidate::usable) ? all : candidates.list(false);
    }

    /** @param avoidErred whether a tier that erred on this query is left out: it is asked again only as a last resort */
    private List<Candidate> list(boolean avoidErred) {
        List<Candidate> list = new ArrayList<>();
        for (Tier tier : step.state().catalogue().tiers().values()) {
            if (!tier.deleted()) {
                list.add(candidateOrOverflow(tier, avoidErred));
            }
        }
        return list;
    }

    /** Absurd figures of one tier leave that tier out, and no more. */
    private Candidate candidateOrOverflow(Tier tier, boolean avoidErred) {
        try {
            return candidate(tier, avoidErred);
        } catch (ArithmeticException e) {
            double pass = step.state().catalogue().calibration().passProbability(tier.name(), query.task());
            Exclusion overflow = Exclusion.of("overflow", "its figures are beyond 64 bits: " + e.getMessage());
            return new Candidate(tier, pass, 0, Amounts.ZERO, null, 0, 0, overflow);
        }
    }

    private Candidate candidate(Tier tier, boolean avoidErred) {
        Calibration calibration = step.state().catalogue().calibration();
        double pass = calibration.passProbability(tier.name(), query.task());
        boolean batch = query.processingClass() == ProcessingClass.BATCH;
        Optional<Tariff> tariff =
                step.state().catalogue().prices().inForce(rateCard, tier.model(), step.atMicros).map(price -> price.tariff(batch));
        long maxOutput = maxOutputTokens(tier);
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
        Amounts hold = new Amounts(
                tariff.get().ceilingNanodollars(inputBound, maxOutput),
                Math.addExact(inputBound, maxOutput),
                tier.power().ceilingMillijoules(inputBound, maxOutput),
                1);
        Candidate candidate = new Candidate(
                tier, pass, tariff.get().costNanodollars(expected, 1), hold, tariff.get(), inputBound, maxOutput, null);
        Exclusion exclusion = exclusion(candidate, expected, avoidErred);
        return exclusion == null ? candidate : candidate.excluded(exclusion);
    }

    private long maxOutputTokens(Tier tier) {
        long asked = query.maxOutputTokens() > 0 ? query.maxOutputTokens() : step.settings.maxOutputTokens();
        return tier.maxOutputTokens() > 0 ? Math.min(asked, tier.maxOutputTokens()) : asked;
    }

    private Usage expectedUsage(Tier tier, Calibration calibration, long maxOutput) {
        Optional<TokenMeans> means = calibration.tokens(tier.name(), query.task());
        if (means.isPresent()) {
            return Usage.of(
                    means.get().inputTokens(), Math.min(maxOutput, means.get().outputTokens()));
        }
        return Usage.of(estimatedInputTokens(tier), (maxOutput + 1) / 2);
    }

    /** Of this very prompt: the mean of its task says nothing about whether a long one fits. */
    private long estimatedInputTokens(Tier tier) {
        return tier.inputTokenBound(query.promptBytes() / BYTES_PER_TOKEN + 1, query.messages());
    }

    private @Nullable Exclusion exclusion(Candidate candidate, Usage expected, boolean avoidErred) {
        Tier tier = candidate.tier();
        for (String path : query.accountPaths()) {
            Account account = step.state().account(path);
            if (account != null && !account.open()) {
                return Exclusion.of("account_closed", "account " + path + " is closed");
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
        long needed = Math.addExact(estimatedInputTokens(tier), candidate.maxOutputTokens());
        if (needed > tier.contextWindow()) {
            return Exclusion.of("context_window", "needs " + needed + " of " + tier.contextWindow() + " tokens");
        }
        Exclusion tried = tried(tier, avoidErred);
        if (tried != null) {
            return tried;
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

    private @Nullable Exclusion tried(Tier tier, boolean avoidErred) {
        for (PastAttempt past : open.past()) {
            if (past.tier().equals(tier.name()) && past.failedVerification()) {
                return Exclusion.of("failed", "its answer failed in attempt " + past.number());
            }
            if (avoidErred && past.tier().equals(tier.name()) && !past.status().equals("lost")) {
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

    /** When the hold fits every limit by the passing of time alone. */
    private long fitsAt(Candidate candidate) {
        long latest = step.atMicros;
        for (Balance balance : balances) {
            latest = Math.max(latest, balance.fitsAt(candidate.hold().get(balance.unit()), step.atMicros));
        }
        return latest;
    }

    private static String sorted(Iterable<String> names) {
        List<String> list = new ArrayList<>();
        names.forEach(list::add);
        list.sort(null);
        return String.join(", ", list);
    }
}
