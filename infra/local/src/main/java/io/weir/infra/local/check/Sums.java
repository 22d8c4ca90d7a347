package io.weir.infra.local.check;

import io.weir.v1.Outcome;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What outcomes add up to, by the names of the contract. A late outcome adds what it cost in money and energy; its attempt
 * was counted before, as lost.
 */
final class Sums {

    private static final String[] NAMES = {
        "attempts",
        "answered",
        "errors",
        "lost",
        "cancelled",
        "passes",
        "fails",
        "unknown",
        "labels",
        "cost_nanodollars",
        "input_tokens",
        "output_tokens",
        "energy_millijoules"
    };

    private final Map<String, Long> counts = new TreeMap<>();
    private long outcomes;
    private Instant at = Instant.EPOCH;

    Sums() {
        for (String name : NAMES) {
            counts.put(name, 0L);
        }
    }

    /** @param outcome one that is {@link Countable} */
    void add(Outcome outcome) {
        outcomes++;
        at = outcome.getAt().isAfter(at) ? outcome.getAt() : at;
        Long cost = outcome.getCostNanodollars();
        add("cost_nanodollars", cost == null ? 0 : cost);
        add("energy_millijoules", outcome.getEnergyMillijoules());
        if (!outcome.getLate()) {
            addAttempt(outcome);
        }
    }

    private void addAttempt(Outcome outcome) {
        add("attempts", 1);
        switch (outcome.getStatus()) {
            case "answered", "truncated" -> add("answered", 1);
            case "error", "timeout", "input_over_hold" -> add("errors", 1);
            case "lost" -> add("lost", 1);
            case "cancelled" -> add("cancelled", 1);
            default -> {} // an attempt of a kind not known yet
        }
        switch (outcome.getVerdict()) {
            case "pass" -> add("passes", 1);
            case "fail" -> add("fails", 1);
            default -> add("unknown", 1);
        }
        counts.put("labels", of("passes") + of("fails"));
        add("input_tokens", outcome.getUsage().getInputTokens());
        add("output_tokens", outcome.getUsage().getOutputTokens());
    }

    private void add(String name, long amount) {
        counts.merge(name, amount, Math::addExact);
    }

    long of(String name) {
        return counts.getOrDefault(name, 0L);
    }

    /** Outcomes added, late ones included. */
    long outcomes() {
        return outcomes;
    }

    /** Greatest time of them; the epoch where there are none. */
    Instant at() {
        return at;
    }

    Map<String, Long> counts() {
        return counts;
    }

    /** Ratios, each where it does not divide by zero. */
    Map<String, Double> ratios() {
        Map<String, Double> ratios = new TreeMap<>();
        if (of("labels") > 0) {
            ratios.put("pass_rate", (double) of("passes") / of("labels"));
        }
        if (of("passes") > 0) {
            ratios.put("cost_of_pass_nanodollars", (double) of("cost_nanodollars") / of("passes"));
        }
        return ratios;
    }
}
