package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ResultCheckTest extends CheckedLog {

    @Test
    void aSecondResultIsFound() {
        acme.result("q1");

        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 1), "a second one");
    }

    @Test
    void aResultWithoutAQueryIsFoundUnlessTheInboxIsCut() {
        acme.result("q2").setAttempts(List.of());
        acme.get(Topics.RESULTS, 1).setCostNanodollars(0);
        acme.get(Topics.RESULTS, 1).setStatus("rejected");
        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 1), "an accepted query acme/q2");

        acme.log.cut.add(Topics.INBOX.name());
        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aQueryWithoutAResultIsFoundAtRestOnly() {
        acme.query("q2");

        assertFound("I2", new Where("weir.inbox.v1", AcmeLog.HOME, 1), "a result of query acme/q2");
        assertEquals(Map.of(), violations(false));
    }

    @Test
    void aDeadLetteredQueryNeedsNoResult() {
        acme.query("q2");
        acme.log.deadLetters.put(new Where(Topics.INBOX.name(), AcmeLog.HOME, 1), "id_reused");

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void refusedQueriesAreCountedByTheCodeOfTheirLetter() {
        acme.query("q1");
        acme.log.deadLetters.put(new Where(Topics.INBOX.name(), AcmeLog.HOME, 1), "id_reused");

        assertTrue(new Report(Checker.run(acme.log, true), true).text().contains("refused id_reused 1"));
    }

    @Test
    void aRepeatedQueryNeedsNoSecondResult() {
        acme.query("q1");

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aStatusOutsideTheContractIsFound() {
        acme.result().setStatus("maybe");

        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 0), "found maybe");
    }

    @Test
    void aPassedQueryWhoseLastAttemptFailedIsFound() {
        acme.result().getAttempts().get(1).setVerdict("fail");

        assertFound("I2", new Where("weir.results.v1", AcmeLog.HOME, 0), "to pass, found fail");
    }
}
