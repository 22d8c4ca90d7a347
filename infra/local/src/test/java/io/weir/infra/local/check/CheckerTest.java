package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class CheckerTest extends CheckedLog {

    @Test
    void aCleanLogPasses() {
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aCleanLogIsCounted() {
        Map<String, Map<String, Long>> counts = new TreeMap<>();
        Checker.run(acme.log, true)
                .forEach(check -> counts.put(check.name(), check.findings().counts()));

        assertEquals(2, counts.get("I1").get("holds"));
        assertEquals(1, counts.get("I2").get("results"));
        assertEquals(380, counts.get("I3 costs").get("outcomes n$"));
        assertEquals(360, counts.get("I3 costs").get("posted n$"));
        assertEquals(20, counts.get("I3 costs").get("excess n$"));
    }
}
