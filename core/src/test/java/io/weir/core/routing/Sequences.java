package io.weir.core.routing;

import java.util.ArrayList;
import java.util.List;

/** Brute force over all ordered sequences of distinct tiers: what a plan is compared with. */
final class Sequences {

    /** Floor first, then value; where no sequence reaches the floor, the surest. Stopping is worth 0. */
    record Best(boolean floorMet, double value, double pass) {}

    private Sequences() {}

    static Best best(List<Candidate> candidates, Objective objective) {
        boolean mayStop = objective.mayStop() && objective.valueOfPassNanodollars() > 0;
        List<Best> all = new ArrayList<>();
        for (List<Candidate> sequence : sequences(candidates, objective.verified() ? objective.attempts() : 1)) {
            double pass = pass(sequence);
            double value = objective.valueOfPassNanodollars() * pass
                    - (objective.verified() ? 0 : objective.wrongAnswerNanodollars() * (1 - pass))
                    - objective.lambda() * cost(sequence);
            if (!mayStop || value >= 0) {
                all.add(new Best(pass >= objective.floor() - 1e-12, value, pass));
            }
        }
        Best best = all.isEmpty() ? new Best(objective.floor() <= 0, 0, 0) : all.get(0);
        for (Best other : all) {
            boolean surer = other.pass > best.pass + 1e-12;
            boolean asSure = other.pass >= best.pass - 1e-12;
            boolean better = other.floorMet != best.floorMet
                    ? other.floorMet
                    : best.floorMet ? other.value > best.value : surer || (asSure && other.value > best.value);
            best = better ? other : best;
        }
        return best;
    }

    static double cost(List<Candidate> sequence) {
        double cost = 0;
        for (int i = 0; i < sequence.size(); i++) {
            cost += (1 - pass(sequence.subList(0, i))) * sequence.get(i).expectedCostNanodollars();
        }
        return cost;
    }

    private static double pass(List<Candidate> sequence) {
        double fail = 1;
        for (Candidate candidate : sequence) {
            fail *= 1 - candidate.passProbability();
        }
        return 1 - fail;
    }

    static List<List<Candidate>> permutations(List<Candidate> candidates) {
        return sequences(candidates, candidates.size()).stream()
                .filter(sequence -> sequence.size() == candidates.size())
                .toList();
    }

    /** All sequences of 1 to most distinct candidates. */
    private static List<List<Candidate>> sequences(List<Candidate> candidates, int most) {
        List<List<Candidate>> all = new ArrayList<>();
        extend(List.of(), candidates, most, all);
        return all;
    }

    private static void extend(
            List<Candidate> sequence, List<Candidate> candidates, int most, List<List<Candidate>> into) {
        for (Candidate next : candidates) {
            if (sequence.size() < most && !sequence.contains(next)) {
                List<Candidate> longer = new ArrayList<>(sequence);
                longer.add(next);
                into.add(longer);
                extend(longer, candidates, most, into);
            }
        }
    }
}
