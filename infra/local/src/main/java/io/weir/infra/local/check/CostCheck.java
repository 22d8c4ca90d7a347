package io.weir.infra.local.check;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.AttemptBrief;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Result;
import io.weir.v1.Usage;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * I3: what the ledger has booked for an attempt, posted and excess together, is what its outcomes cost; what a result states
 * is the sum of its attempts. Money and energy always, tokens where no late outcome adds to an attempt.
 */
final class CostCheck implements Check {

    private final Findings findings =
            Findings.counting("outcomes", "late", "posted n$", "excess n$", "outcomes n$", "outcomes mJ");
    private final Map<AttemptId, Bill> bills = new HashMap<>();
    private final Map<QueryId, Integer> attempts = new HashMap<>();
    private boolean outcomesWhole = true;
    private boolean ledgerWhole = true;

    /** Both sides of an attempt. */
    private static final class Bill {
        /** The last entry that booked something, else the hold. */
        Where where;

        boolean held;
        Quantities hold = Quantities.NONE;
        Quantities booked = Quantities.NONE;
        Quantities reported = Quantities.NONE;

        @Nullable
        Brief brief;

        @Nullable
        Outcome late;

        Bill(Where where) {
            this.where = where;
        }
    }

    /** What a result must say of an attempt. */
    private record Brief(String tier, String status, String verdict, long cost, long input, long output, long energy) {

        static Brief of(Outcome outcome, long cost) {
            return new Brief(
                    outcome.getTier(),
                    outcome.getStatus(),
                    outcome.getVerdict(),
                    cost,
                    outcome.getUsage().getInputTokens(),
                    outcome.getUsage().getOutputTokens(),
                    outcome.getEnergyMillijoules());
        }

        /** With what came late, where it came before the result: a later one is no part of it. */
        Brief with(@Nullable Outcome added, Result result) {
            if (added == null
                    || added.getCause() == null
                    || result.getCause() == null
                    || added.getCause().getOffset() >= result.getCause().getOffset()) {
                return this;
            }
            Usage usage = added.getUsage();
            boolean more = usage.getInputTokens() + usage.getOutputTokens() > input + output;
            return new Brief(
                    tier,
                    status,
                    verdict,
                    cost + Objects.requireNonNullElse(added.getCostNanodollars(), 0L),
                    more ? usage.getInputTokens() : input,
                    more ? usage.getOutputTokens() : output,
                    energy + added.getEnergyMillijoules());
        }

        static Brief of(AttemptBrief brief) {
            return new Brief(
                    brief.getTier(),
                    brief.getStatus(),
                    brief.getVerdict(),
                    brief.getCostNanodollars(),
                    brief.getInputTokens(),
                    brief.getOutputTokens(),
                    brief.getEnergyMillijoules());
        }
    }

    @Override
    public String name() {
        return "I3 costs";
    }

    @Override
    public String rule() {
        return "posted + excess of an attempt is what its outcomes cost; results are the sum of their attempts";
    }

    @Override
    public Findings findings() {
        return findings;
    }

    @Override
    public void begins(Extent extent) {
        bills.clear();
        attempts.clear();
        outcomesWhole = extent.whole(Topics.OUTCOMES);
        ledgerWhole = extent.whole(Topics.LEDGER);
        findings.unjudgedUnless(extent, Topics.LEDGER, Topics.OUTCOMES);
    }

    @Override
    public void entry(Where where, LedgerEntry entry) {
        String queryId = entry.getQueryId();
        Integer number = entry.getAttempt();
        if (queryId == null || number == null) {
            return;
        }
        Bill bill = bills.computeIfAbsent(AttemptId.of(entry.getLedgerKey(), queryId, number), id -> new Bill(where));
        Quantities amounts = Quantities.of(entry.getAmounts());
        switch (entry.getKind()) {
            case "held" -> {
                bill.held = true;
                bill.hold = amounts;
            }
            case "posted", "excess" -> {
                findings.add(entry.getKind() + " n$", amounts.money());
                bill.booked = bill.booked.plus(amounts);
                bill.where = where;
            }
            default -> {}
        }
    }

    @Override
    public void outcome(Where where, Outcome outcome) {
        findings.count("outcomes");
        AttemptId id = AttemptId.of(outcome.getTenant(), outcome.getQueryId(), outcome.getAttempt());
        Bill bill = bills.computeIfAbsent(id, missing -> new Bill(where));
        findings.require(bill.held || !ledgerWhole, where, "a hold of " + id + " in the ledger", "none");
        Quantities hold = Quantities.of(outcome.getHeld());
        findings.require(
                !bill.held || hold.equals(bill.hold), where, "the hold of " + id + ", " + bill.hold, hold.toString());
        Long cost = outcome.getCostNanodollars();
        if (cost == null) {
            findings.violation(where, "an accepted outcome to have its cost", "none");
            return;
        }
        long tokens = Math.addExact(
                outcome.getUsage().getInputTokens(), outcome.getUsage().getOutputTokens());
        bill.reported = bill.reported.plus(new Quantities(cost, tokens, outcome.getEnergyMillijoules(), 0));
        findings.add("outcomes n$", cost);
        findings.add("outcomes mJ", outcome.getEnergyMillijoules());
        if (outcome.getLate()) {
            findings.count("late");
            bill.late = outcome;
        } else {
            findings.require(bill.brief == null, where, "one outcome of " + id, "a second one");
            bill.brief = Brief.of(outcome, cost);
            attempts.merge(id.query(), 1, Math::addExact);
        }
    }

    @Override
    public void result(Where where, Result result) {
        QueryId query = new QueryId(result.getTenant(), result.getQueryId());
        Quantities sum = Quantities.NONE;
        int number = 0;
        for (AttemptBrief brief : result.getAttempts()) {
            number++;
            findings.require(
                    brief.getNumber() == number, where, "attempt " + number + " of " + query, "" + brief.getNumber());
            Bill bill = bills.get(new AttemptId(query, brief.getNumber()));
            Brief expected = bill == null || bill.brief == null ? null : bill.brief.with(bill.late, result);
            Brief stated = Brief.of(brief);
            findings.require(
                    stated.equals(expected) || (expected == null && !outcomesWhole),
                    where,
                    "attempt " + number + " of " + query + " as its outcome has it, " + expected,
                    stated.toString());
            sum = sum.plus(new Quantities(stated.cost, Math.addExact(stated.input, stated.output), stated.energy, 0));
        }
        findings.require(
                number == attempts.getOrDefault(query, 0) || !outcomesWhole,
                where,
                attempts.getOrDefault(query, 0) + " attempts of " + query + ", one for each outcome",
                Integer.toString(number));
        Quantities stated = new Quantities(
                result.getCostNanodollars(),
                Math.addExact(result.getInputTokens(), result.getOutputTokens()),
                result.getEnergyMillijoules(),
                0);
        findings.require(stated.equals(sum), where, "totals of " + query + " to be " + sum, stated.toString());
    }

    @Override
    public void ends(boolean atRest) {
        bills.forEach((id, bill) -> {
            boolean known = ledgerWhole && (outcomesWhole || bill.brief != null);
            if (known && !agrees(bill, atRest)) {
                findings.violation(
                        bill.where,
                        "the ledger to book for " + id + " what its outcomes report, " + bill.reported,
                        bill.booked.toString());
            }
        });
    }

    /** On a running stack the outcomes were cut off first, so that some of what is booked may lack its outcome. */
    private static boolean agrees(Bill bill, boolean atRest) {
        Quantities booked = bill.booked;
        Quantities reported = bill.reported;
        if (!atRest) {
            return reported.money() <= booked.money() && reported.energy() <= booked.energy();
        }
        return reported.money() == booked.money()
                && reported.energy() == booked.energy()
                && (bill.late != null || reported.tokens() == booked.tokens());
    }
}
