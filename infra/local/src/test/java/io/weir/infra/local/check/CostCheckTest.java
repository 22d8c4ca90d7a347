package io.weir.infra.local.check;

import static io.weir.infra.local.check.AcmeLog.both;
import static io.weir.infra.local.check.AcmeLog.money;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Outcome;
import io.weir.v1.Result;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CostCheckTest extends CheckedLog {

    @Test
    void anOutcomeWhoseCostIsNotBookedIsFound() {
        acme.outcome(0).setCostNanodollars(61L);
        acme.result().getAttempts().get(0).setCostNanodollars(61);
        acme.result().setCostNanodollars(381);

        assertFound("I3 costs", ledger(3), "report, 61 n$");
    }

    @Test
    void energyThatIsNotBookedIsFound() {
        acme.outcome(0).setEnergyMillijoules(5);
        acme.result().getAttempts().get(0).setEnergyMillijoules(5);
        acme.result().setEnergyMillijoules(5);

        assertFound("I3 costs", ledger(3), "5 mJ");
    }

    @Test
    void aLateOutcomeAddsToItsAttemptAndNotToTheResult() {
        late(7);
        acme.entry("excess", 1, money(7), null, both(0, 360, 27));

        assertEquals(Map.of(), violations(true));
    }

    @Test
    void aLateOutcomeThatIsNotBookedIsFound() {
        late(7);

        assertFound("I3 costs", ledger(3), "report, 67 n$");
    }

    private void late(long cost) {
        acme.of(Topics.OUTCOMES)
                .add(Outcome.newBuilder(acme.outcome(0))
                        .setLate(true)
                        .setCostNanodollars(cost)
                        .setSeq(3)
                        .setAt(AcmeLog.START.plusSeconds(9))
                        .build());
    }

    @Test
    void aSecondOutcomeOfAnAttemptIsFound() {
        acme.of(Topics.OUTCOMES)
                .add(Outcome.newBuilder(acme.outcome(1)).setSeq(3).build());

        assertFound("I3 costs", new Where("weir.outcomes.v1", AcmeLog.HOME, 2), "a second one");
    }

    @Test
    void anOutcomeWithoutAHoldIsFound() {
        acme.outcome(1).setAttempt(9);

        assertFound("I3 costs", new Where("weir.outcomes.v1", AcmeLog.HOME, 1), "a hold of acme/q1/9");
    }

    @Test
    void anOutcomeWithoutACostIsFound() {
        acme.outcome(1).setCostNanodollars(null);

        assertFound("I3 costs", new Where("weir.outcomes.v1", AcmeLog.HOME, 1), "to have its cost");
    }

    @Test
    void aResultWhoseTotalIsNotTheSumIsFound() {
        acme.result().setCostNanodollars(381);

        assertFound("I3 costs", new Where("weir.results.v1", AcmeLog.HOME, 0), "totals of acme/q1 to be 380 n$");
    }

    @Test
    void aResultThatLeavesOutAnAttemptIsFound() {
        Result result = acme.result();
        result.setAttempts(List.of(result.getAttempts().get(0)));
        result.setCostNanodollars(60);
        result.setStatus("failed");

        assertFound("I3 costs", new Where("weir.results.v1", AcmeLog.HOME, 0), "2 attempts of acme/q1");
    }
}
