package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Attempt;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class WorkCheckTest extends CheckedLog {

    @Test
    void workWithoutAHoldIsFound() {
        Attempt work = Attempt.newBuilder(acme.get(Topics.attempts("small", "interactive"), 0))
                .setAttempt(9)
                .build();
        acme.of(Topics.attempts("small", "interactive")).add(work);

        assertFound("work", new Where("weir.attempts.small.interactive.v1", AcmeLog.HOME, 1), "a hold of acme/q1/9");
    }

    @Test
    void workSentTwiceIsFound() {
        acme.of(Topics.attempts("small", "interactive")).add(acme.get(Topics.attempts("small", "interactive"), 0));

        assertFound("work", new Where("weir.attempts.small.interactive.v1", AcmeLog.HOME, 1), "it again");
    }

    @Test
    void aHoldThatWasNeverSentIsFoundAtRestOnly() {
        acme.of(Topics.attempts("large", "interactive")).clear();

        assertFound("work", ledger(4), "sent to a worker");
        assertEquals(Map.of(), violations(false));
    }

    @Test
    void aDecisionForAnotherTierThanItsHoldIsFound() {
        acme.get(Topics.DECISIONS, 0).setTier("large");

        assertFound("work", new Where("weir.decisions.v1", AcmeLog.HOME, 0), "tier small of the hold");
    }

    @Test
    void workBeyondTheTokensOfItsHoldIsFound() {
        acme.get(Topics.attempts("small", "interactive"), 0).setMaxOutputTokens(1);

        assertFound(
                "work",
                new Where("weir.attempts.small.interactive.v1", AcmeLog.HOME, 0),
                "a hold of acme/q1/1 of 1 tokens or more");
    }

    @Test
    void aHoldWithoutItsRequestIsFound() {
        acme.entry(2).getAmounts().setRequests(0);

        assertFound("work", new Where("weir.attempts.small.interactive.v1", AcmeLog.HOME, 0), "and of 1 request");
    }
}
