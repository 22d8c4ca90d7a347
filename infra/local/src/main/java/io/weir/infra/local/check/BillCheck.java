package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.v1.Coordinates;
import io.weir.v1.Outcome;
import io.weir.v1.Price;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * I3: an accepted outcome costs its usage at the price version that it names, where that price is in the inbox, and says what its
 * worker reported. One that the router made up for a silent worker (lost, timeout, cancelled) has no report to be compared with, and a
 * late one states only what it adds.
 */
final class BillCheck implements Check {

    private static final Set<String> OF_A_WORKER = Set.of("answered", "truncated", "error", "input_over_hold");

    private final Findings findings = Findings.counting("priced", "without their price", "compared");
    private final Map<Version, Costs> prices = new HashMap<>();
    private final Map<Where, Said> reports = new HashMap<>();

    private record Version(String model, String version) {}

    /** What router and worker must say alike. */
    private record Said(AttemptId attempt, String status, String verdict, String usage) {
        static Said of(Outcome outcome) {
            return new Said(
                    AttemptId.of(outcome.getTenant(), outcome.getQueryId(), outcome.getAttempt()),
                    outcome.getStatus(),
                    outcome.getVerdict(),
                    outcome.getUsage().toString());
        }
    }

    @Override
    public String name() {
        return "I3 bills";
    }

    @Override
    public String rule() {
        return "an outcome costs its usage at its price, and is what its worker reported";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        prices.clear();
        reports.clear();
    }

    @Override
    public void price(Price price) {
        for (boolean batch : new boolean[] {false, true}) {
            Costs costs = Costs.at(price, batch);
            prices.put(new Version(price.getModel(), costs.version()), costs);
        }
    }

    @Override
    public void reported(Where where, Outcome outcome) {
        reports.put(where, Said.of(outcome));
    }

    @Override
    public void outcome(Where where, Outcome outcome) {
        if (outcome.getLate()) {
            return;
        }
        asPriced(where, outcome);
        Said report = report(outcome.getCause());
        Said said = Said.of(outcome);
        if (report != null && report.attempt.equals(said.attempt) && OF_A_WORKER.contains(said.status)) {
            findings.count("compared");
            findings.require(report.equals(said), where, "what its worker reported, " + report, said.toString());
        }
    }

    private @Nullable Said report(@Nullable Coordinates cause) {
        return cause == null
                ? null
                : reports.remove(new Where(cause.getTopic(), cause.getPartition(), cause.getOffset()));
    }

    private void asPriced(Where where, Outcome outcome) {
        Costs costs = prices.get(new Version(outcome.getModel(), outcome.getPriceVersion()));
        Long cost = outcome.getCostNanodollars();
        if (costs == null || cost == null) {
            findings.count("without their price");
            return;
        }
        findings.count("priced");
        long expected = costs.of(outcome);
        findings.require(
                cost == expected,
                where,
                expected + " n$, its usage at price " + outcome.getPriceVersion() + " of " + outcome.getModel(),
                cost.toString());
    }
}
