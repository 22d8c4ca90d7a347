package io.weir.flink.calibration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.flink.Covers;
import io.weir.flink.EventTime;
import io.weir.flink.Given;
import io.weir.flink.OutcomeEvent;
import io.weir.flink.Slice;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CalibrationFunctionTest {
    private static final long INTERVAL = 1_000;

    private KeyedOneInputStreamOperatorTestHarness<Integer, OutcomeEvent, CalibrationSnapshot> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness(CalibrationFunction.MOST_SLICES);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void whatChangedIsWrittenOnceAnInterval() throws Exception {
        process(Given.outcome().verdict("pass").from(0, 0).event());
        process(Given.outcome().verdict("fail").from(0, 1).event());
        harness.setProcessingTime(INTERVAL - 1);
        assertEquals(0, snapshots().size());
        harness.setProcessingTime(INTERVAL);
        assertEquals(1, snapshots().size());
        harness.setProcessingTime(10 * INTERVAL);
        assertEquals(1, snapshots().size());
        process(Given.outcome().from(0, 2).event());
        harness.setProcessingTime(11 * INTERVAL);
        assertEquals(2, snapshots().size());
    }

    @Test
    void aSnapshotHoldsEverySliceInOrder_andWhatItCovers() throws Exception {
        process(Given.outcome()
                .slice("mul3", "small")
                .verdict("fail")
                .from(1, 4)
                .event());
        process(Given.outcome()
                .slice("add2", "small")
                .verdict("pass")
                .tokens(20, 5)
                .from(0, 0)
                .event());
        process(Given.outcome()
                .slice("add2", "small")
                .verdict("pass")
                .tokens(30, 9)
                .at(Given.START + 7)
                .from(0, 1)
                .event());
        CalibrationSnapshot snapshot = snapshot();
        assertEquals(
                List.of(
                        new LearnedSlice(
                                new Slice("add2", "small"),
                                new Learned(2, 0, 2, 0, 0, 50, 14),
                                5,
                                9,
                                9,
                                9,
                                List.of(new LearnedSize(0, 2, 9))),
                        new LearnedSlice(
                                new Slice("mul3", "small"),
                                new Learned(0, 1, 1, 0, 0, 20, 5),
                                5,
                                5,
                                5,
                                5,
                                List.of(new LearnedSize(0, 1, 5)))),
                snapshot.slices());
        Covers covers = Covers.NOTHING.with(0, 1).with(1, 4);
        assertEquals(new Progress(covers, 3, Given.START + 7, 2), snapshot.progress());
    }

    @Test
    void anOutcomeWithoutAnAnswerTeachesNothingAboutTokens() throws Exception {
        process(Given.outcome().status("error").tokens(20, 0).event());
        assertEquals(
                new Learned(0, 0, 0, 0, 0, 0, 0), snapshot().slices().get(0).learned());
        assertEquals(0, snapshot().slices().get(0).p50());
    }

    @Test
    void aCutAnswerCountsTwiceItsTokensForTheCeiling_andAsItWasForTheQuantiles() throws Exception {
        for (int i = 0; i < 99; i++) {
            process(Given.outcome().prompt(70).tokens(20, 9).from(0, i).event());
        }
        process(Given.outcome()
                .prompt(20)
                .status("truncated")
                .cut()
                .tokens(20, 30)
                .from(0, 99)
                .event());
        LearnedSlice slice = snapshot().slices().get(0);
        assertEquals(9, slice.p99());
        assertEquals(9, slice.ceiling(), "one in a hundred may be cut");
        assertEquals(List.of(new LearnedSize(3, 1, 60), new LearnedSize(4, 99, 9)), slice.sizes());
        assertEquals(1, slice.learned().truncated());
        assertEquals(1, slice.learned().cutByWeir());
        process(Given.outcome()
                .prompt(20)
                .status("truncated")
                .tokens(20, 30)
                .from(0, 100)
                .event());
        assertEquals(30, snapshot().slices().get(0).p99());
        assertEquals(60, snapshot().slices().get(0).ceiling(), "one more doubles it");
        assertEquals(1, snapshot().slices().get(0).learned().cutByWeir());
    }

    @Test
    void aLateOutcomeIsCovered_andTeachesNothing() throws Exception {
        process(Given.outcome().verdict("pass").lateSurplus().from(0, 3).event());
        CalibrationSnapshot snapshot = snapshot();
        assertEquals(List.of(), snapshot.slices());
        assertEquals(1, snapshot.progress().outcomes());
        assertEquals(Covers.NOTHING.with(0, 3), snapshot.progress().covers());
    }

    @Test
    void beyondTheBoundANewSliceIsCovered_andOldOnesGoOnLearning() throws Exception {
        harness.close();
        harness = harness(1);
        harness.open();
        process(Given.outcome().slice("a", "t").verdict("pass").from(0, 0).event());
        process(Given.outcome().slice("b", "t").verdict("pass").from(0, 1).event());
        process(Given.outcome().slice("a", "t").verdict("pass").from(0, 2).event());
        CalibrationSnapshot snapshot = snapshot();
        assertEquals(1, snapshot.slices().size());
        assertEquals(2, snapshot.slices().get(0).learned().passes());
        assertEquals(3, snapshot.progress().outcomes());
    }

    @Test
    void whatWasDueBeforeARestoreIsWrittenAfterIt_withEveryOutcomeCountedOnce() throws Exception {
        OutcomeEvent second = Given.outcome().verdict("pass").from(0, 1).event();
        process(Given.outcome().verdict("pass").from(0, 0).event());
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        process(second);
        CalibrationSnapshot before = snapshot();

        harness.close();
        harness = harness(CalibrationFunction.MOST_SLICES);
        harness.initializeState(checkpoint);
        harness.open();
        process(second);

        assertEquals(before, snapshot());
        assertEquals(2, before.slices().get(0).learned().passes());
    }

    @Test
    void afterARestoreAnUnchangedStateStaysUnwritten_andAChangedOneIsWritten() throws Exception {
        process(Given.outcome().from(0, 0).event());
        harness.setProcessingTime(INTERVAL);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        harness = harness(CalibrationFunction.MOST_SLICES);
        harness.initializeState(checkpoint);
        harness.open();
        harness.setProcessingTime(5 * INTERVAL);
        assertEquals(0, snapshots().size());
        process(Given.outcome().from(0, 1).event());
        harness.setProcessingTime(6 * INTERVAL);
        assertEquals(2, snapshots().get(0).progress().outcomes());
    }

    @Test
    void theVersionIsAFunctionOfWhatIsCovered() {
        Progress one = Progress.START
                .fold(Given.outcome().from(0, 4).event())
                .fold(Given.outcome().from(1, 7).event());
        Progress same = Progress.START
                .fold(Given.outcome().from(1, 7).event())
                .fold(Given.outcome().from(0, 4).event());
        Progress other = Progress.START
                .fold(Given.outcome().from(0, 4).event())
                .fold(Given.outcome().from(1, 8).event());
        assertEquals(one.version(), same.version());
        assertNotEquals(one.version(), other.version());
        assertTrue(one.version().matches("2-[0-9a-f]{16}"), one.version());
    }

    @Test
    void aPosteriorStartsFromTheUniformPrior_andQuantilesFromAnAnswer() throws Exception {
        process(Given.outcome().slice("add2", "a").verdict("pass").from(0, 0).event());
        process(Given.outcome().slice("add2", "b").status("lost").from(0, 1).event());
        var calibration = new CalibrationForm().value(snapshot());
        assertEquals(2.0, calibration.getPassPosteriors().get(0).getAlpha());
        assertEquals(1.0, calibration.getPassPosteriors().get(0).getBeta());
        assertEquals(1, calibration.getPassPosteriors().get(0).getVerified());
        assertEquals(1.0, calibration.getPassPosteriors().get(1).getAlpha());
        assertEquals(0, calibration.getPassPosteriors().get(1).getVerified());
        assertEquals(1, calibration.getTokenQuantiles().size());
        assertEquals("a", calibration.getTokenQuantiles().get(0).getTier());
        assertEquals(20, calibration.getTokenQuantiles().get(0).getSumInputTokens());
        assertEquals(EventTime.instant(Given.START), calibration.getAt());
    }

    private CalibrationSnapshot snapshot() throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + INTERVAL);
        List<CalibrationSnapshot> all = snapshots();
        return all.get(all.size() - 1);
    }

    private List<CalibrationSnapshot> snapshots() {
        return harness.extractOutputValues();
    }

    private void process(OutcomeEvent outcome) throws Exception {
        harness.processElement(outcome, EventTime.millis(outcome.atMicros()));
    }

    private static KeyedOneInputStreamOperatorTestHarness<Integer, OutcomeEvent, CalibrationSnapshot> harness(int most)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CalibrationFunction(INTERVAL, most)), outcome -> 0, Types.INT);
    }
}
