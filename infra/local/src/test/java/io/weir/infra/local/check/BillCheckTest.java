package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Coordinates;
import io.weir.v1.Inbox;
import io.weir.v1.Outcome;
import io.weir.v1.Price;
import io.weir.v1.Usage;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class BillCheckTest extends CheckedLog {

    private static final Where FIRST = new Where(Topics.OUTCOMES.name(), AcmeLog.HOME, 0);

    /** The first outcome costs 60: 3 input tokens at 10,000,000 a million, 1 of them cached at 5,000,000, and 1 output at 35,000,000. */
    BillCheckTest() {
        Price price = Price.newBuilder()
                .setModel("m")
                .setVersion("v1")
                .setInput(10_000_000L)
                .setCachedInput(5_000_000L)
                .setOutput(35_000_000L)
                .build();
        acme.of(Topics.INBOX)
                .add(Inbox.newBuilder()
                        .setKind("price")
                        .setId("m")
                        .setPrice(price)
                        .build());
        acme.outcome(0).setModel("m");
        acme.outcome(0).setPriceVersion("v1");
        acme.outcome(0).setUsage(usage());
        acme.entry(3).getAmounts().setTokens(4);
        acme.entry(2).getAmounts().setTokens(4);
        acme.entry(3).getReleased().setTokens(4);
        acme.outcome(0).getHeld().setTokens(4);
        acme.result().getAttempts().get(0).setInputTokens(3);
        acme.result().getAttempts().get(0).setOutputTokens(1);
        acme.result().setInputTokens(3);
        acme.result().setOutputTokens(1);
    }

    private static Usage usage() {
        return Usage.newBuilder()
                .setInputTokens(3)
                .setCachedInputTokens(1)
                .setOutputTokens(1)
                .build();
    }

    /** As a worker would have written it to the inbox, the cause of the accepted one. */
    private Outcome reported() {
        Outcome report = Outcome.newBuilder(acme.outcome(0)).build();
        long offset = acme.of(Topics.INBOX).size();
        acme.of(Topics.INBOX)
                .add(Inbox.newBuilder()
                        .setKind("outcome")
                        .setId("o")
                        .setOutcome(report)
                        .build());
        acme.outcome(0).setCause(new Coordinates(Topics.INBOX.name(), AcmeLog.HOME, offset));
        return report;
    }

    @Test
    void anOutcomeAsItWasReportedAndPricedIsNoFault() {
        reported();

        assertEquals(Map.of(), violations(true));
        assertTrue(new Report(Checker.run(acme.log, true), true)
                .text()
                .contains("priced 1, without their price 1, compared 1"));
    }

    @Test
    void aCostThatIsNotUsageTimesPriceIsFound() {
        acme.outcome(0).getUsage().setCachedInputTokens(0);

        assertFound("I3 bills", FIRST, "65 n$, its usage at price v1 of m, found 60");
    }

    @Test
    void aVerdictThatItsWorkerDidNotGiveIsFound() {
        reported().setVerdict("pass");

        assertFound("I3 bills", FIRST, "what its worker reported", "verdict=pass");
    }

    @Test
    void usageThatItsWorkerDidNotMeterIsFound() {
        reported().setUsage(Usage.newBuilder(usage()).setOutputTokens(2).build());

        assertFound("I3 bills", FIRST, "what its worker reported");
    }

    @Test
    void anOutcomeMadeUpForASilentWorkerHasNoReportToMatch() {
        reported().setVerdict("pass");
        acme.outcome(0).setStatus("lost");
        acme.result().getAttempts().get(0).setStatus("lost");

        assertEquals(Map.of(), violations(true));
    }
}
