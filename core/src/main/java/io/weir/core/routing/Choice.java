package io.weir.core.routing;

import io.weir.core.ledger.WhenItDoesNotFit;
import io.weir.core.ledger.WhenItDoesNotFit.Way;
import io.weir.core.query.OpenQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a decision comes to: a plan to begin, a wait, or neither.
 *
 * <p>Where the hold of the wanted plan does not fit a budget, the account's {@link WhenItDoesNotFit} says what is tried instead,
 * in its order. With {@link Way#CHEAPER} first, tiers whose hold does not fit are no part of a plan at all.
 *
 * @param candidates every tier
 * @param plan attempts in order; empty where none is to be made
 * @param lacksRoom whether there is no plan for want of room in a budget
 * @param waits whether room is to be waited for
 * @param reason what had to be changed for it to fit; empty where nothing had
 * @param loweredFrom ceiling that was wanted where the plan's first is lowered; 0 where it is not
 */
record Choice(
        List<Candidate> candidates,
        Plan plan,
        Objective objective,
        boolean lacksRoom,
        boolean waits,
        String reason,
        long loweredFrom) {

    /** Dearest tiers last, so that the first that can be lowered holds least. */
    private static final Comparator<Candidate> BY_HOLD = Comparator.comparingLong(
                    (Candidate candidate) -> candidate.hold().moneyNanodollars())
            .thenComparing(candidate -> candidate.tier().name());

    /** @param waited whether the query has waited as long as it may */
    static Choice of(Step step, OpenQuery open, boolean waited) {
        List<Candidate> candidates = Candidates.of(step, open);
        List<Candidate> usable = new ArrayList<>(candidates.size());
        List<Candidate> tooLarge = new ArrayList<>(0);
        for (Candidate candidate : candidates) {
            if (candidate.usable()) {
                usable.add(candidate);
            } else if (candidate.lacksRoom()) {
                tooLarge.add(candidate);
            }
        }
        Chooser chooser = new Chooser(step, open, candidates);
        if (tooLarge.isEmpty()) {
            return chooser.among(usable, "");
        }
        WhenItDoesNotFit policy = policy(step, open);
        boolean cheaperFirst = policy.ways().get(0) == Way.CHEAPER;
        if (cheaperFirst && !usable.isEmpty()) {
            return chooser.among(usable, "");
        }
        Choice wanted = wanted(chooser, usable, tooLarge);
        if (wanted.plan().isEmpty() || usable.contains(wanted.plan().first())) {
            return wanted;
        }
        for (Way way : policy.ways()) {
            Optional<Choice> choice =
                    switch (way) {
                        case CHEAPER ->
                            Optional.of(chooser.among(usable, ""))
                                    .filter(c -> !c.plan().isEmpty());
                        case LOWER -> lowered(chooser, wanted.plan().first(), tooLarge, policy.minOutputTokens());
                        case WAIT -> waited ? Optional.empty() : Optional.of(chooser.none(true));
                        case REJECT -> Optional.empty();
                    };
            if (choice.isPresent()) {
                return choice.get();
            }
        }
        return chooser.none(false);
    }

    static WhenItDoesNotFit policy(Step step, OpenQuery open) {
        WhenItDoesNotFit said = step.inherited(open.query(), account -> account.whenItDoesNotFit());
        return said == null ? WhenItDoesNotFit.DEFAULT : said;
    }

    /** What would be chosen if budgets had room. */
    private static Choice wanted(Chooser chooser, List<Candidate> usable, List<Candidate> tooLarge) {
        List<Candidate> all = new ArrayList<>(usable);
        tooLarge.forEach(candidate -> all.add(candidate.asIfItFit()));
        all.sort(Comparator.comparing(candidate -> candidate.tier().name()));
        return chooser.among(all, "");
    }

    private static Optional<Choice> lowered(
            Chooser chooser, Candidate wanted, List<Candidate> tooLarge, long minOutputTokens) {
        List<Candidate> order = new ArrayList<>(tooLarge);
        order.sort(
                Comparator.comparing((Candidate candidate) -> !candidate.tier().equals(wanted.tier()))
                        .thenComparing(BY_HOLD));
        for (Candidate candidate : order) {
            Optional<Candidate> lower = Candidates.lowered(chooser.step(), chooser.open(), candidate, minOutputTokens);
            if (lower.isPresent()) {
                String why = candidate.tier().name() + " with at most "
                        + lower.get().maxOutputTokens() + " output tokens, not " + candidate.maxOutputTokens()
                        + ", since " + candidate.why();
                Choice choice = chooser.plan(List.of(lower.get()), why);
                return Optional.of(choice.loweredFrom(candidate.maxOutputTokens()));
            }
        }
        return Optional.empty();
    }

    /** The same candidates, and a wait. */
    Choice waiting() {
        Plan none = Plan.of(List.of(), objective.floor(), 1.0);
        return new Choice(candidates, none, objective, true, true, "", 0);
    }

    private Choice loweredFrom(long tokens) {
        return new Choice(candidates, plan, objective, lacksRoom, waits, reason, tokens);
    }

    /** Makes choices of one query at one time. */
    private record Chooser(Step step, OpenQuery open, List<Candidate> candidates) {

        Choice among(List<Candidate> some, String reason) {
            Objective objective = Dispatch.objective(step, open, some);
            int number = open.past().size() + 1;
            Policy policy = step.settings.policy();
            long seed = Seeds.seed(open.query().key(), number, policy.version());
            Plan plan = policy.choose(some, objective, Dispatch.failures(open), seed);
            return new Choice(candidates, plan, objective, false, false, reason, 0);
        }

        Choice plan(List<Candidate> attempts, String reason) {
            Objective objective = Dispatch.objective(step, open, attempts);
            return new Choice(
                    candidates, Plan.of(attempts, objective.floor(), 1.0), objective, false, false, reason, 0);
        }

        Choice none(boolean waits) {
            Choice none = plan(List.of(), "");
            return new Choice(candidates, none.plan(), none.objective(), true, waits, "", 0);
        }
    }
}
