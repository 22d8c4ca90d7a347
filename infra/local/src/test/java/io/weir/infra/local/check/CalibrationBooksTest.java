package io.weir.infra.local.check;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.infra.local.check.CheckOptions.Aggregates;
import io.weir.v1.Calibration;
import io.weir.v1.TokenQuantiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CalibrationBooksTest extends FiguresLog {

    @Test
    void aPosteriorOffByAMillionthIsFound() {
        figures.calibration().getPassPosteriors().get(1).setAlpha(2.000_001);

        assertFound("weir.calibration.v1/0@0", "tier large alpha 2, found 2.000001");
    }

    @Test
    void aWrongNumberOfVerifiedOutcomesIsFound() {
        figures.calibration().getPassPosteriors().get(0).setVerified(2);

        assertFound("tier small verified 1, found 2");
    }

    @Test
    void aMissingPosteriorIsFound() {
        figures.calibration().getPassPosteriors().remove(0);

        assertFound("a posterior of task '', tier small, found none");
    }

    @Test
    void aPosteriorTwiceIsFound() {
        var posteriors = figures.calibration().getPassPosteriors();
        posteriors.add(posteriors.get(0));

        assertFound("one posterior of task '', tier small, found a second one");
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, false", "103, false", "104, true"})
    void aQuantileMayBeAboveTheTrueOneByAThirtySecondAndNeverBelow(long median, boolean wrong) {
        figures.calibration().getTokenQuantiles().get(1).setP50(median);

        String found = first(Aggregates.CURRENT);
        assertTrue(found.equals(wrong ? found : "nothing"), found);
        assertTrue(!wrong || found.contains("p50 of task '', tier large in 100..103, found " + median), found);
    }

    @Test
    void aWrongSumOfTokensIsFound() {
        figures.calibration().getTokenQuantiles().get(1).setSumOutputTokens(101);

        assertFound("sum_output_tokens of task '', tier large to be 100, found 101");
    }

    @ParameterizedTest
    @CsvSource({"99, true", "100, false", "108, false", "109, true"})
    void aCeilingIsSketchedTwice(long ceiling, boolean wrong) {
        figures.calibration().getTokenQuantiles().get(1).setCeilingOutputTokens(ceiling);

        String found = first(Aggregates.CURRENT);
        assertTrue(found.equals(wrong ? found : "nothing"), found);
        assertTrue(!wrong || found.contains("ceiling of task '', tier large in 100..108, found " + ceiling), found);
    }

    @Test
    void wrongFiguresOfASizeAreFound() {
        TokenQuantiles large = figures.calibration().getTokenQuantiles().get(1);
        large.getSizes().get(0).setCount(2);
        assertFound("count of task '', tier large, size 0 to be 1, found 2");
        large.getSizes().get(0).setCount(1);
        large.getSizes().get(0).setCeilingOutputTokens(1);
        assertFound("ceiling of task '', tier large, size 0 in 100..108, found 1");
        large.getSizes().clear();
        assertFound("sizes of task '', tier large to be [0], found []");
    }

    @Test
    void answersThatNobodyCutAreFound() {
        figures.calibration().getTokenQuantiles().get(1).setTruncated(1);
        assertFound("truncated of task '', tier large to be 0, found 1");
        figures.calibration().getTokenQuantiles().get(1).setTruncated(0);
        figures.calibration().getTokenQuantiles().get(1).setCutByWeir(1);
        assertFound("cut_by_weir of task '', tier large to be 0, found 1");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void missingTokenQuantilesAreFound(int index) {
        figures.calibration().getTokenQuantiles().remove(index);

        assertFound("token quantiles of task ''", "found none");
    }

    @Test
    void aWrongNumberOfOutcomesIsFound() {
        figures.calibration().setOutcomes(3);

        assertFound("outcomes to be 2, found 3");
    }

    @Test
    void theCalibrationOfMostOutcomesCountsWhereverItStands() {
        Calibration old = Calibration.newBuilder(figures.calibration())
                .setOutcomes(1)
                .setCovers(AcmeFigures.reach(1))
                .build();
        figures.calibrations().add(old);

        assertTrue(first(Aggregates.CURRENT).equals("nothing"), first(Aggregates.CURRENT));
    }

    @Test
    void aCalibrationThatIsMissingOrLagsAtRestIsFound() {
        Calibration calibration = figures.calibration();
        figures.calibrations().clear();
        assertTrue(first(Aggregates.CURRENT).contains("the calibration to cover it, found no calibration"));
        assertClean(Aggregates.PREFIX);

        figures.calibrations().add(calibration);
        calibration.setCovers(AcmeFigures.reach(1));
        calibration.setOutcomes(1);
        calibration.setAt(AcmeFigures.MINUTE.plusSeconds(1));
        calibration.getPassPosteriors().remove(1);
        calibration.getTokenQuantiles().remove(1);
        String found = first(Aggregates.CURRENT);
        assertTrue(found.contains("version 2-made-by-hand") && found.contains("behind by 1"), found);
        assertClean(Aggregates.PREFIX);
    }
}
