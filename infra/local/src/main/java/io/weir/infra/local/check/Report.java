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
record Report(List<Check> checks, boolean atRest) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    Report {
        checks = List.copyOf(checks);
    }

    boolean clean() {
        return checks.stream().allMatch(check -> check.findings().clean());
    }

    /** A line per invariant with its counts; under a broken one the first violation. */
    String text() {
        List<String> lines = new ArrayList<>();
        for (Check check : checks) {
            Findings findings = check.findings();
            String counts = findings.counts().entrySet().stream()
                    .map(count -> count.getKey() + " " + count.getValue())
                    .collect(Collectors.joining(", "));
            lines.add(String.format(
                    "%-4s  %-8s  %s: %s",
                    findings.clean() ? "ok" : "FAIL", check.name(), check.rule(), Printable.line(counts)));
            findings.notes().forEach(note -> lines.add(" ".repeat(16) + "note: " + Printable.line(note)));
            findings.first()
                    .ifPresent(first -> lines.add(" ".repeat(16) + "first of " + findings.violations() + ": "
                            + Printable.line(first.toString())));
        }
        lines.add(clean() ? "clean" + (atRest ? ", at rest" : "") : "violated");
        return String.join(System.lineSeparator(), lines);
    }

    String json() {
        List<Map<String, Object>> invariants = new ArrayList<>();
        for (Check check : checks) {
            invariants.add(json(check));
        }
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("status", clean() ? "clean" : "violated");
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
        line.put("ok", findings.clean());
        line.put("counts", findings.counts());
        line.put("violations", findings.violations());
        findings.first().ifPresent(first -> {
            Map<String, Object> violation = new LinkedHashMap<>();
            violation.put("topic", first.where().topic());
            violation.put("partition", first.where().partition());
            violation.put("offset", first.where().offset());
            violation.put("expected", first.expected());
            violation.put("found", first.found());
            line.put("first", violation);
        });
        line.put("notes", findings.notes());
        return line;
    }
}
