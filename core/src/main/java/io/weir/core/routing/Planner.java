package io.weir.core.routing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the plan of greatest V · P(solved) − W · P(wrong accepted) − λ · E[C] among those that reach the floor; where none
 * does, the plan of greatest P(solved).
 *
 * <p>For a given set of tiers the best order is by increasing cost / p(pass): swapping two neighbours i, j changes E[C] by
 * (cᵢpⱼ − cⱼpᵢ) times what is unsolved before them, so the plan with the lesser index first is never dearer (Weitzman,
 * Econometrica 47, 1979). So sets are enumerated, not sequences: exactly, up to {@link #MOST_TIERS} tiers.
 */
public final class Planner {

    /** Ties in probability below this are ties. */
    static final double TOLERANCE = 1e-12;
    /** 2¹² sets is where enumeration stops being cheap; beyond it the tiers of least cost / p are kept, and the strongest. */
    static final int MOST_TIERS = 12;

    private static final Comparator<Candidate> BY_INDEX = Comparator.comparingDouble(Candidate::costOfPass)
            .thenComparing(candidate -> candidate.tier().name());

    private Planner() {}

    /**
     * The best plan; empty where there is no candidate, or where stopping is allowed and worth more than each: a floor is no
     * reason to go on at a loss.
     */
    public static Plan plan(List<Candidate> candidates, Objective objective) {
        List<Candidate> ordered = ordered(candidates);
        int most = objective.verified() ? objective.attempts() : 1;
        int best = 0;
        double bestPass = 0;
        double bestValue = 0;
        boolean bestMeets = false;
        boolean mayStop = objective.mayStop() && objective.valueOfPassNanodollars() > 0;
        for (int set = 1; set < 1 << ordered.size(); set++) {
            if (Integer.bitCount(set) > most) {
                continue;
            }
            // As Plan.of has it, without a plan for each of the sets.
            double unsolved = 1;
            double cost = 0;
            for (int i = 0; i < ordered.size(); i++) {
                if ((set & 1 << i) != 0) {
                    Candidate attempt = ordered.get(i);
                    cost += unsolved * attempt.expectedCostNanodollars();
                    unsolved *= 1 - attempt.passProbability();
                }
            }
            double pass = 1 - unsolved;
            boolean meets = Plan.meets(pass, objective.floor());
            double value = value(pass, cost, objective);
            boolean worthIt = !mayStop || value >= 0; // stopping is worth 0
            if (worthIt && (best == 0 || better(meets, pass, value, bestMeets, bestPass, bestValue))) {
                best = set;
                bestPass = pass;
                bestValue = value;
                bestMeets = meets;
            }
        }
        return Plan.of(members(ordered, best), objective.floor(), 1.0);
    }

    private static boolean better(
            boolean meets, double pass, double value, boolean bestMeets, double bestPass, double bestValue) {
        if (meets != bestMeets) {
            return meets;
        }
        if (!meets && Math.abs(pass - bestPass) > TOLERANCE) {
            return pass > bestPass;
        }
        double gain = value - bestValue;
        return gain > 0 || (gain == 0 && pass > bestPass);
    }

    static double value(Plan plan, Objective objective) {
        return plan.isEmpty() ? 0 : value(plan.passProbability(), plan.expectedCostNanodollars(), objective);
    }

    private static double value(double pass, double cost, Objective objective) {
        double wrongAccepted = objective.verified() ? 0 : 1 - pass;
        return objective.valueOfPassNanodollars() * pass
                - objective.wrongAnswerNanodollars() * wrongAccepted
                - objective.lambda() * cost;
    }

    private static List<Candidate> ordered(List<Candidate> candidates) {
        List<Candidate> ordered = new ArrayList<>(candidates);
        ordered.sort(BY_INDEX);
        if (ordered.size() <= MOST_TIERS) {
            return ordered;
        }
        List<Candidate> kept = new ArrayList<>(ordered.subList(0, MOST_TIERS));
        Candidate strongest = Collections.max(ordered, Comparator.comparingDouble(Candidate::passProbability));
        if (!kept.contains(strongest)) {
            kept.set(MOST_TIERS - 1, strongest); // its index is above all that are kept: the order holds
        }
        return kept;
    }

    private static List<Candidate> members(List<Candidate> ordered, int set) {
        List<Candidate> members = new ArrayList<>(Integer.bitCount(set));
        for (int i = 0; i < ordered.size(); i++) {
            if ((set & 1 << i) != 0) {
                members.add(ordered.get(i));
            }
        }
        return members;
    }
}
