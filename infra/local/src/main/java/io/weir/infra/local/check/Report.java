package io.weir.infra.local.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.weir.infra.local.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was checked and found, in lines and in JSON. */
public final class Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final List<Check> checks;
    private final boolean atRest;

    Report(List<Check> checks, boolean atRest) {
        this.checks = List.copyOf(checks);
        this.atRest = atRest;
    }

    /** Whether no promise was seen broken; one that could not be judged breaks nothing, see {@link #judged}. */
    public boolean clean() {
        return checks.stream().allMatch(check -> check.findings().clean());
    }

    /** Whether every promise that was asked for could be judged. */
    public boolean judged() {
        return checks.stream().allMatch(check -> check.findings().unjudged().isEmpty());
    }

    /** The first violation of each broken promise, by its name such as I1. */
    public Map<String, String> violations() {
        Map<String, String> firsts = new LinkedHashMap<>();
        checks.forEach(
                check -> check.findings().first().ifPresent(first -> firsts.put(check.name(), first.toString())));
        return firsts;
    }

    /** A line per invariant with its counts; under a broken one the first violation. */
    public String text() {
        List<String> lines = new ArrayList<>();
        for (Check check : checks) {
            Findings findings = check.findings();
            String counts = findings.counts().entrySet().stream()
                    .map(count -> count.getKey() + " " + count.getValue())
                    .collect(Collectors.joining(", "));
            lines.add(String.format(
                    "%-4s  %-8s  %s: %s", word(findings), check.name(), check.rule(), Printable.line(counts)));
            findings.unjudged().ifPresent(why -> lines.add(" ".repeat(16) + "not judged: " + Printable.line(why)));
            findings.notes().forEach(note -> lines.add(" ".repeat(16) + "note: " + Printable.line(note)));
            findings.first()
                    .ifPresent(first -> lines.add(" ".repeat(16) + "first of " + findings.violations() + ": "
                            + Printable.line(first.toString())));
        }
        lines.add(verdict());
        return String.join(System.lineSeparator(), lines);
    }

    private static String word(Findings findings) {
        if (!findings.clean()) {
            return "FAIL";
        }
        return findings.unjudged().isPresent() ? "none" : "ok";
    }

    private String verdict() {
        if (!clean()) {
            return "violated";
        }
        String unjudged = checks.stream()
                .filter(check -> check.findings().unjudged().isPresent())
                .map(Check::name)
                .collect(Collectors.joining(", "));
        return "clean" + (atRest ? ", at rest" : "") + (unjudged.isEmpty() ? "" : "; not judged: " + unjudged);
    }

    private String status() {
        if (!clean()) {
            return "violated";
        }
        return judged() ? "clean" : "not judged";
    }

    /** One JSON object: status, at_rest and the invariants. */
    public String json() {
        List<Map<String, Object>> invariants = new ArrayList<>();
        for (Check check : checks) {
            invariants.add(json(check));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", status());
        document.put("at_rest", atRest);
        document.put("invariants", invariants);
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("maps of texts and numbers are always JSON", e);
        }
    }

    private static Map<String, Object> json(Check check) {
        Findings findings = check.findings();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("name", check.name());
        line.put("rule", check.rule());
        line.put("ok", findings.clean() && findings.unjudged().isEmpty());
        findings.unjudged().ifPresent(why -> line.put("not_judged", why));
        line.put("counts", findings.counts());
        line.put("violations", findings.violations());
        findings.first().ifPresent(first -> {
            Map<String, Object> violation = new LinkedHashMap<>();
            violation.put("topic", first.where().topic());
            violation.put("partition", first.where().partition());
            violation.put("offset", first.where().offset());
            if (!first.entry().isEmpty()) {
                int slash = first.entry().lastIndexOf('/');
                violation.put("ledger_key", first.entry().substring(0, slash));
                violation.put("seq", Long.parseLong(first.entry().substring(slash + 1)));
            }
            violation.put("expected", first.expected());
            violation.put("found", first.found());
            line.put("first", violation);
        });
        line.put("notes", findings.notes());
        return line;
    }
}
