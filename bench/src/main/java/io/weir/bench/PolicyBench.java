package io.weir.bench;

import io.weir.core.routing.Policies;
import io.weir.core.routing.Policy;
import io.weir.core.tier.Tier;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Every policy, the oracle included, over the same orders of arrival.
 *
 * @param seed of orders, noise and random choices
 * @param orders orders of arrival, at least 2
 * @param calibrateEvery outcomes between two versions of the calibration, at least 1
 */
record PolicyBench(Workload workload, long seed, int orders, int calibrateEvery) {

    static final String ORACLE = "oracle";

    PolicyBench {
        if (orders < 2 || calibrateEvery < 1) {
            throw new IllegalArgumentException(
                    "orders must be at least 2 and calibrate_every at least 1: " + orders + " and " + calibrateEvery);
        }
    }

    PolicyReport run() {
        List<Arrivals> arrivals = IntStream.range(0, orders)
                .mapToObj(number -> Arrivals.shuffled(workload, seed, number))
                .toList();
        List<PolicyReport.Row> rows = new ArrayList<>();
        List<Paired> paired = new ArrayList<>();
        for (Verification verification : Verification.values()) {
            Played ours = play(Policies.CHEAPEST_PASS, verification, arrivals);
            rows.add(ours.row());
            for (Policies policy : Policies.values()) {
                if (policy != Policies.CHEAPEST_PASS) {
                    Played theirs = play(policy, verification, arrivals);
                    rows.add(theirs.row());
                    paired.add(Paired.of(
                            verification.wireName(), policy.wireName(), ours.lastRound(), theirs.lastRound()));
                }
            }
            rows.add(oracle(verification));
        }
        return new PolicyReport(
                seed,
                orders,
                workload.rounds(),
                workload.prompts().size(),
                calibrateEvery,
                workload.tiers().stream().map(Tier::name).toList(),
                rows,
                paired);
    }

    /** Tallies of one policy, one an order. */
    private record Played(PolicyReport.Row row, List<Tally> lastRound) {}

    private Played play(Policy policy, Verification verification, List<Arrivals> arrivals) {
        List<Tally> all = new ArrayList<>();
        List<Tally> last = new ArrayList<>();
        for (Arrivals order : arrivals) {
            List<Tally> rounds = TraceReplay.play(workload, policy, verification, calibrateEvery, order);
            all.add(rounds.stream().reduce(Tally.ZERO, Tally::plus));
            last.add(rounds.get(rounds.size() - 1));
        }
        PolicyReport.Row row =
                new PolicyReport.Row(verification.wireName(), policy.wireName(), Figures.of(all), Figures.of(last));
        return new Played(row, last);
    }

    /** The same whatever the verification and the order: it learns nothing and draws nothing. */
    private PolicyReport.Row oracle(Verification verification) {
        Figures figures = Figures.of(Collections.nCopies(orders, Oracle.round(workload)));
        return new PolicyReport.Row(verification.wireName(), ORACLE, figures, figures);
    }
}
