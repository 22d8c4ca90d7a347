package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.check.CheckOptions.Aggregates;
import io.weir.infra.local.cluster.Where;
import io.weir.schemas.Topics;
import io.weir.v1.Aggregate;
import io.weir.v1.Calibration;
import io.weir.v1.Coordinates;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AggregatesCheckTest extends FiguresLog {

    @Test
    void theRightFiguresPass() {
        assertClean(Aggregates.CURRENT);
        assertEquals(4, findings(Aggregates.CURRENT).counts().get("cells"));
        assertEquals(2, findings(Aggregates.CURRENT).counts().get("posteriors"));
    }

    @Test
    void aWrongCountIsFound() {
        figures.aggregate(2).getCounts().put("cost_nanodollars", 61L);

        assertFound(
                "weir.aggregates.cost-of-pass.v1/0@2",
                "cost_nanodollars of task '', tier small, cumulative to be 60, found 61");
    }

    @Test
    void aCountThatIsLeftOutOrMadeUpIsFound() {
        figures.aggregate(2).getCounts().remove("lost");
        assertFound("lost of task '', tier small, cumulative to be 0, found none");

        figures.aggregate(2).getCounts().put("lost", 0L);
        figures.aggregate(2).getCounts().put("won", 0L);
        assertFound("found won");
    }

    @Test
    void aMissingAggregateIsFoundAtRestAndCountedElsewhere() {
        figures.aggregates().remove(1);

        String found = first(Aggregates.CURRENT);
        assertTrue(
                found.contains("tier large, minute 2026-11-24T12:00:00Z to cover it, found no such aggregate"), found);
        assertClean(Aggregates.PREFIX);
        assertEquals(List.of("behind by 1 records"), findings(Aggregates.PREFIX).notes());
    }

    @Test
    void aFigureThatLagsIsComparedAsFarAsItGoes() {
        another();
        assertClean(Aggregates.PREFIX);
        assertEquals(List.of("behind by 1 records"), findings(Aggregates.PREFIX).notes());

        figures.aggregate(3).getCounts().put("passes", 2L);
        String found = first(Aggregates.PREFIX);
        assertTrue(found.contains("passes of task '', tier large, cumulative to be 1, found 2"), found);
    }

    @Test
    void aFigureThatLagsAtRestIsFound() {
        another();

        String found = first(Aggregates.CURRENT);
        assertTrue(found.startsWith("weir.outcomes.v1/" + AcmeLog.HOME + "@2: expected task '', tier large"), found);
        assertTrue(
                found.contains("found revision 1 that covers offsets below {" + AcmeLog.HOME + "=2}, behind by 1"),
                found);
    }

    @Test
    void aStaleRevisionIsFound() {
        figures.aggregate(3).setRevision(0);

        assertFound("revision of task '', tier large, cumulative to be 1, found 0");
    }

    @Test
    void aLowerRevisionAfterAHigherIsDropped() {
        Aggregate old =
                Aggregate.newBuilder(figures.aggregate(3)).setRevision(0).build();
        old.getCounts().put("passes", 7L);
        figures.aggregates().add(old);

        assertClean(Aggregates.CURRENT);
    }

    @Test
    void aDoubleOffByAMillionthIsFoundAndByATenBillionthIsNot() {
        figures.aggregate(3).getValues().put("cost_of_pass_nanodollars", 320.0 * (1 + 1e-10));
        assertClean(Aggregates.CURRENT);

        figures.aggregate(3).getValues().put("cost_of_pass_nanodollars", 320.0 * (1 + 1e-6));
        assertFound("cost_of_pass_nanodollars of task '', tier large, cumulative to be 320.0, found 320.00032");
    }

    @Test
    void aValueThatIsNoNumberIsFound() {
        figures.aggregate(3).getValues().put("pass_rate", Double.NaN);

        assertFound("pass_rate", "found NaN");
    }

    @Test
    void aValueThatDividesByZeroIsFound() {
        figures.aggregate(2).getValues().put("cost_of_pass_nanodollars", Double.POSITIVE_INFINITY);

        assertFound("values [pass_rate]");
    }

    @Test
    void aFigureOfNoOutcomeIsFound() {
        figures.aggregates()
                .add(Aggregate.newBuilder(figures.aggregate(3))
                        .setSlice(Map.of("task", "", "tier", "huge"))
                        .build());

        assertFound("covers of task '', tier huge, cumulative to be nothing");
    }

    @Test
    void coversBeyondTheLastOutcomeAreFound() {
        figures.aggregate(3).setCovers(AcmeFigures.reach(3));

        assertFound("covers of task '', tier large, cumulative to be offsets below {" + AcmeLog.HOME + "=2}");
    }

    @Test
    void coversOfAnotherTopicAreFound() {
        figures.aggregate(3).setCovers(List.of(new Coordinates("weir.ledger.v1", 0, 2L)));

        assertFound("offsets of weir.outcomes");
    }

    @Test
    void aTimeThatNoOutcomeHasIsFound() {
        figures.aggregate(3).setAt(AcmeFigures.MINUTE);

        assertFound("at of task '', tier large, cumulative to be 2026-11-24T12:00:02Z");
    }

    @Test
    void aWindowOutsideTheContractIsFound() {
        figures.aggregate(1).setWindowEnd(AcmeFigures.MINUTE.plusSeconds(61));

        assertFound("slice and window of the contract");
    }

    @Test
    void anotherKindInTheTopicIsFound() {
        figures.aggregate(1).setKind("burn");

        assertFound("kind cost-of-pass, found burn");
    }

    @Test
    void anAggregateThatCannotBeReadIsFound() {
        figures.aggregates().add("no aggregate");

        assertFound("weir.aggregates.cost-of-pass.v1/0@4", "undecodable");
    }

    @Test
    void aCalibrationThatCannotBeReadIsFoundUnlessIngressRefusedIt() {
        figures.calibrations().add("no calibration");
        assertFound("weir.calibration.v1/0@1", "undecodable");

        acme.log.deadLetters.put(new Where(Topics.CALIBRATION.name(), 0, 1), "wrong_magic");
        assertClean(Aggregates.CURRENT);
    }

    @Test
    void aCalibrationThatIngressRefusedIsNotCompared() {
        Calibration forged =
                Calibration.newBuilder(figures.calibration()).setOutcomes(99).build();
        figures.calibrations().add(forged);
        assertNotEquals("nothing", first(Aggregates.CURRENT));

        acme.log.deadLetters.put(new Where(Topics.CALIBRATION.name(), 0, 1), "invalid");
        assertClean(Aggregates.CURRENT);
    }

    @Test
    void aLateOutcomeAddsCostAndEnergyAlone() {
        another().setLate(true);
        acme.outcome(2).setCostNanodollars(5L);
        for (int index : new int[] {1, 3}) {
            Aggregate large = figures.aggregate(index);
            large.getCounts().put("cost_nanodollars", 325L);
            large.getValues().put("cost_of_pass_nanodollars", 325.0);
            large.setCovers(AcmeFigures.reach(3));
            large.setRevision(2);
        }
        figures.calibration().setCovers(AcmeFigures.reach(3));
        figures.calibration().setOutcomes(3);

        assertClean(Aggregates.CURRENT);
    }

    @Test
    void anOutcomeThatCannotCountMustBeADeadLetter() {
        another().setCostNanodollars(-1L);
        String found = first(Aggregates.CURRENT);
        assertTrue(found.contains("a dead letter of the outcome that cannot count, found cost_nanodollars -1"), found);

        acme.log.deadLetters.put(new Where(Topics.OUTCOMES.name(), AcmeLog.HOME, 2), "invalid");
        assertClean(Aggregates.CURRENT);
    }

    @Test
    void withoutAnyAggregateNothingIsJudgedUnlessFlinkMustBeCurrent() {
        figures.aggregates().clear();
        figures.calibrations().clear();

        assertEquals(
                Optional.of("no aggregates at all: nothing was compared, 2 outcomes wait"),
                findings(Aggregates.PREFIX).unjudged());
        assertTrue(first(Aggregates.CURRENT).contains("no such aggregate"), first(Aggregates.CURRENT));
    }

    @Test
    void withoutOutcomesNothingIsMissing() {
        figures.aggregates().clear();
        figures.calibrations().clear();
        acme.of(Topics.OUTCOMES).clear();

        assertClean(Aggregates.CURRENT);
    }

    @Test
    void outcomesThatRetentionHasCutAreNotJudged() {
        acme.log.cut.add(Topics.OUTCOMES.name());

        assertEquals(
                Optional.of("weir.outcomes.v1 no longer has its first records"),
                findings(Aggregates.CURRENT).unjudged());
    }
}
