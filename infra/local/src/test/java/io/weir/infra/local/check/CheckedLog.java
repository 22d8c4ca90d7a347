package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.cluster.Where;
import java.util.Map;
import java.util.TreeMap;

/** A clean log that a test breaks in one place, and what the checker then finds. */
abstract class CheckedLog {

    final AcmeLog acme = AcmeLog.clean();

    final void assertFound(String check, Where where, String... parts) {
        Violation found = violations(true).get(check);
        assertTrue(found != null, () -> "nothing found by " + check + ", but " + violations(true));
        assertEquals(where, found.where(), found.toString());
        for (String part : parts) {
            assertTrue(found.toString().contains(part), found.toString());
        }
    }

    /** What a test has changed was so from the start: the chain covers it as it is. */
    AcmeLog linked() {
        return acme.chained();
    }

    final Violation foundBy(String check, boolean atRest) {
        Violation found = violations(atRest).get(check);
        assertTrue(found != null, () -> "nothing found by " + check + ", but " + violations(atRest));
        return found;
    }

    final Map<String, Violation> violations(boolean atRest) {
        Map<String, Violation> violations = new TreeMap<>();
        Checker.run(linked().log, atRest)
                .forEach(check -> check.findings().first().ifPresent(first -> violations.put(check.name(), first)));
        return violations;
    }

    static Where ledger(long offset) {
        return new Where("weir.ledger.v1", AcmeLog.HOME, offset);
    }

    static int otherPartition() {
        return (AcmeLog.HOME + 1) % InMemoryLog.PARTITIONS;
    }
}
