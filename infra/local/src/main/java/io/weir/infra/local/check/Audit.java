package io.weir.infra.local.check;

import io.weir.infra.local.cluster.TopicReader;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What {@code weir check} finds, for callers in Java.
 *
 * @param clean whether every invariant holds
 * @param text the report in lines
 * @param counts what was counted, by name of the invariant
 */
public record Audit(boolean clean, String text, Map<String, Map<String, Long>> counts) {

    public Audit {
        counts = Map.copyOf(counts);
    }

    /**
     * Reads everything and checks it as at rest.
     *
     * @throws RuntimeException if something cannot be read
     */
    public static Audit atRest(TopicReader reader) {
        Report report = CheckCommand.check(reader, true);
        Map<String, Map<String, Long>> counts = new LinkedHashMap<>();
        report.checks()
                .forEach(check ->
                        counts.put(check.name(), Map.copyOf(check.findings().counts())));
        return new Audit(report.clean(), report.text(), counts);
    }
}
