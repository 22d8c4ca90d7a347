package io.weir.streams.query;

import io.weir.streams.views.LedgerTotals;
import io.weir.v1.AttemptBrief;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Result;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything kept about a query.
 *
 * @param result its terminal result; empty while it is open
 * @param decisions in the order in which they were taken
 * @param ledger its ledger entries in order
 */
public record QueryView(Optional<Result> result, List<Decision> decisions, List<LedgerEntry> ledger) {

    public QueryView {
        decisions = List.copyOf(decisions);
        ledger = List.copyOf(ledger);
    }

    /**
     * An attempt. Decision and outcome come by different topics, so either may be there first.
     *
     * @param number from 1
     * @param decision the decision that sent it
     * @param outcome how it went; there once the query has ended
     */
    public record Attempt(int number, Optional<Decision> decision, Optional<AttemptBrief> outcome) {}

    /** Whether anything is known of the query. */
    public boolean isKnown() {
        return result.isPresent() || !decisions.isEmpty() || !ledger.isEmpty();
    }

    /** Attempts that were sent, in order; a decision without a tier refused and sent none. */
    public List<Attempt> attempts() {
        Map<Integer, Attempt> attempts = new TreeMap<>();
        for (Decision decision : decisions) {
            if (!decision.getTier().isEmpty()) {
                int number = decision.getAttempt();
                attempts.put(number, new Attempt(number, Optional.of(decision), Optional.empty()));
            }
        }
        for (AttemptBrief brief : result.map(Result::getAttempts).orElse(List.of())) {
            Optional<Decision> decision =
                    Optional.ofNullable(attempts.get(brief.getNumber())).flatMap(Attempt::decision);
            attempts.put(brief.getNumber(), new Attempt(brief.getNumber(), decision, Optional.of(brief)));
        }
        return List.copyOf(attempts.values());
    }

    /** What the ledger says about the query: also what is held while it is open, and what was billed after its result. */
    public LedgerTotals totals() {
        LedgerTotals totals = LedgerTotals.ZERO;
        for (LedgerEntry entry : ledger) {
            totals = totals.plus(entry);
        }
        return totals;
    }
}
