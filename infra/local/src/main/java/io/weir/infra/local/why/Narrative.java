package io.weir.infra.local.why;

import io.weir.infra.local.text.Money;
import io.weir.infra.local.text.Printable;
import io.weir.infra.local.text.Table;
import io.weir.v1.Amounts;
import io.weir.v1.Candidate;
import io.weir.v1.Decision;
import io.weir.v1.LedgerEntry;
import io.weir.v1.Outcome;
import io.weir.v1.Refusal;
import io.weir.v1.Result;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A story in words and numbers: attempt by attempt what was decided, held and settled, then the result. */
final class Narrative {

    private static final int INDENT = 4;

    private final Story story;
    private final List<String> lines = new ArrayList<>();

    private Narrative(Story story) {
        this.story = story;
    }

    static String of(Story story) {
        Narrative narrative = new Narrative(story);
        narrative.add("Query " + story.queryId + " of tenant " + story.tenant + narrative.who());
        for (int attempt : story.attempts()) {
            narrative.attempt(attempt);
        }
        narrative.result();
        return String.join(System.lineSeparator(), narrative.lines);
    }

    private String who() {
        if (!story.decisions.isEmpty()) {
            Decision first = story.decisions.get(0);
            return ", account " + first.getAccount() + task(first.getTask());
        }
        Result result = story.result;
        return result == null ? "" : ", account " + result.getAccount() + task(result.getTask());
    }

    private static String task(String task) {
        return task.isEmpty() ? "" : ", task " + task;
    }

    private void attempt(int number) {
        lines.add("");
        add("Attempt " + number);
        story.decisions.stream()
                .filter(decision -> decision.getAttempt() == number)
                .forEach(this::decision);
        ledger(number);
        story.outcomes.stream()
                .filter(outcome -> outcome.getAttempt() == number)
                .forEach(this::outcome);
    }

    private void decision(Decision decision) {
        add("  " + decision.getReason());
        if (!decision.getCandidates().isEmpty()) {
            Table table = new Table("tier", "model", "p(pass)", "expected", "hold", "excluded because");
            for (Candidate candidate : decision.getCandidates()) {
                Amounts hold = candidate.getHold();
                table.row(
                        candidate.getTier() + (candidate.getTier().equals(decision.getTier()) ? " *" : ""),
                        candidate.getModel(),
                        probability(candidate.getPassProbability()),
                        Money.dollars(candidate.getExpectedCostNanodollars()),
                        hold == null ? "" : Money.dollars(hold.getMoneyNanodollars()),
                        candidate.getExcluded() == null ? "" : candidate.getExcluded());
            }
            lines.addAll(table.lines(INDENT));
        }
        fact("plan", plan(decision));
        fact(
                "floor",
                probability(decision.getFloor()) + (decision.getFloorMet() ? ", met" : ", not met") + "; lambda "
                        + decision.getLambda());
        fact(
                "policy",
                decision.getPolicy() + " " + decision.getPolicyVersion() + ", propensity "
                        + probability(decision.getPropensity()) + ", seed " + decision.getSeed());
        fact("calibration", calibration(decision));
        fact("price", price(decision.getPriceVersion()));
        if (!decision.getTier().isEmpty()) {
            fact("ceiling", decision.getMaxOutputTokens() + " output tokens");
        }
        fact("decided at", decision.getAt() + ", catalogue revision " + decision.getCatalogueRevision());
    }

    /** A version names its rate card before a slash; LedgerEntry.price_version says how it is written. */
    private static String price(String version) {
        int slash = version.indexOf('/');
        return version.isEmpty()
                ? "none"
                : "version " + version + ", "
                        + (slash < 0 ? "the public rate card" : "rate card " + version.substring(0, slash));
    }

    private static String plan(Decision decision) {
        if (decision.getPlan().isEmpty()) {
            return "none";
        }
        return String.join(", then ", decision.getPlan()) + ": solves with "
                + probability(decision.getPlanPassProbability()) + " at "
                + Money.dollars(decision.getPlanExpectedCostNanodollars()) + " expected";
    }

    private static String calibration(Decision decision) {
        Long age = decision.getCalibrationAgeMicros();
        return decision.getCalibrationVersion().isEmpty()
                ? "none yet, the prior alone"
                : "version " + decision.getCalibrationVersion() + (age == null ? "" : ", " + age(age) + " old");
    }

    private void ledger(int number) {
        List<LedgerEntry> entries = story.entries.stream()
                .filter(entry -> Integer.valueOf(number).equals(entry.getAttempt()))
                .toList();
        if (entries.isEmpty()) {
            return;
        }
        Table table = new Table("seq", "ledger", "money", "tokens", "energy", "requests", "returned", "at", "reason");
        for (LedgerEntry entry : entries) {
            Amounts amounts = entry.getAmounts();
            table.row(
                    entry.getSeq(),
                    entry.getKind(),
                    Money.dollars(amounts.getMoneyNanodollars()),
                    amounts.getTokens(),
                    amounts.getEnergyMillijoules() + " mJ",
                    amounts.getRequests(),
                    returned(entry),
                    entry.getAt(),
                    entry.getReason());
        }
        lines.addAll(table.lines(INDENT));
    }

    /** What of the hold was not used and is free again. */
    private static String returned(LedgerEntry entry) {
        Amounts released = entry.getReleased();
        return released == null
                ? ""
                : Money.dollars(
                        released.getMoneyNanodollars() - entry.getAmounts().getMoneyNanodollars());
    }

    private void outcome(Outcome outcome) {
        String error = outcome.getErrorCode() == null
                ? ""
                : " (" + text(outcome.getErrorClass()) + " " + outcome.getErrorCode() + " "
                        + text(outcome.getErrorMessage()) + ")";
        Long cost = outcome.getCostNanodollars();
        fact(
                outcome.getLate() ? "late outcome" : "outcome",
                outcome.getStatus() + error + ", verdict " + outcome.getVerdict() + " by " + outcome.getVerifier()
                        + ", "
                        + (cost == null ? "no cost" : Money.dollars(cost)) + ", "
                        + outcome.getUsage().getInputTokens() + " + "
                        + outcome.getUsage().getOutputTokens() + " tokens, " + outcome.getEnergyMillijoules() + " mJ "
                        + outcome.getEnergyMethod() + ", " + age(outcome.getServiceMicros()) + " of service");
    }

    private void result() {
        lines.add("");
        Result result = story.result;
        if (result == null) {
            add("Result: none yet");
            return;
        }
        add("Result: " + result.getStatus() + ", " + result.getReason());
        Refusal refusal = result.getRefusal();
        if (refusal != null) {
            fact("refused", refusal(refusal));
        }
        fact(
                "totals",
                Money.dollars(result.getCostNanodollars()) + ", " + result.getInputTokens() + " + "
                        + result.getOutputTokens() + " tokens, " + result.getEnergyMillijoules() + " mJ, "
                        + result.getAttempts().size() + " attempts");
        fact("at", result.getAt().toString());
    }

    private static String refusal(Refusal refusal) {
        StringBuilder text = new StringBuilder(refusal.getCode());
        part(text, "field", refusal.getField());
        part(text, "value", refusal.getValue());
        part(text, "account", refusal.getAccount());
        part(text, "limit", refusal.getLimitId());
        part(text, "window", refusal.getWindow());
        part(text, "unit", refusal.getUnit());
        part(text, "asked", refusal.getAsked());
        part(text, "free", refusal.getFree());
        part(text, "fits at", refusal.getFitsAt());
        return text.toString();
    }

    private static void part(StringBuilder text, String name, @Nullable Object value) {
        if (value != null) {
            text.append(", ").append(name).append(' ').append(value);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static String probability(double probability) {
        return String.format(Locale.ROOT, "%.3f", probability);
    }

    /** Such as 350 ms, 12.5 s or 3 min. */
    static String age(long micros) {
        Duration duration = Duration.ofNanos(Math.multiplyExact(micros, 1_000L));
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toMinutes() < 2) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
        }
        return duration.toHours() < 2 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }

    private void fact(String name, String value) {
        add(" ".repeat(INDENT) + String.format("%-12s", name) + " " + value);
    }

    private void add(String line) {
        lines.add(Printable.line(line));
    }
}
