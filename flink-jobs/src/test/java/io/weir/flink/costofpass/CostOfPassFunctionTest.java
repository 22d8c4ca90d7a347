package io.weir.flink.costofpass;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.flink.EventTime;
import io.weir.flink.Given;
import io.weir.flink.OutcomeEvent;
import io.weir.flink.Slice;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CostOfPassFunctionTest {
    private static final long MINUTE = EventTime.MICROS_PER_MINUTE;
    private static final Slice SLICE = new Slice("add2", "small");

    private KeyedOneInputStreamOperatorTestHarness<Slice, OutcomeEvent, CellUpsert> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    @Test
    void anOutcomeUpsertsItsMinuteAndTheCumulativeAtOnce() throws Exception {
        OutcomeEvent outcome = Given.outcome().verdict("pass").event();
        process(outcome);
        Cell cell = Cell.EMPTY.fold(outcome);
        assertEquals(
                List.of(CellUpsert.minute(SLICE, Given.START, cell), CellUpsert.cumulative(SLICE, cell)),
                harness.extractOutputValues());
    }

    @Test
    void theNextMinuteBeginsAtItsFirstMicrosecond() throws Exception {
        process(Given.outcome().at(Given.START + MINUTE - 1).from(0, 0).event());
        process(Given.outcome().at(Given.START + MINUTE).from(0, 1).event());
        assertEquals(1, newest(SLICE, Given.START).revision());
        assertEquals(1, newest(SLICE, Given.START + MINUTE).revision());
        assertEquals(2, newest(SLICE, null).revision());
    }

    @Test
    void slicesDoNotMix() throws Exception {
        process(Given.outcome().event());
        process(Given.outcome().slice("add2", "large").event());
        process(Given.outcome().slice("mul3", "small").event());
        assertEquals(1, newest(SLICE, null).revision());
        assertEquals(1, newest(new Slice("mul3", "small"), null).revision());
    }

    @Test
    void aLateOutcomeAddsItsCostToTheMinuteThatItCameIn_andNoAttempt() throws Exception {
        process(Given.outcome().status("lost").cost(10).event());
        process(Given.outcome()
                .cost(5)
                .lateSurplus()
                .at(Given.START + MINUTE)
                .from(0, 1)
                .event());
        assertEquals(1, newest(SLICE, null).tally().attempts());
        assertEquals(15, newest(SLICE, null).tally().costNanodollars());
        assertEquals(2, newest(SLICE, null).revision());
        assertEquals(5, newest(SLICE, Given.START + MINUTE).tally().costNanodollars());
        assertEquals(0, newest(SLICE, Given.START + MINUTE).tally().attempts());
    }

    @Test
    void minutesAreDroppedAfterTheirTime_theCumulativeIsNot() throws Exception {
        process(Given.outcome().event());
        process(Given.outcome().at(Given.START + MINUTE).from(0, 1).event());
        long dropsFirst = EventTime.millis(Given.START + MINUTE) + CostOfPassFunction.MINUTES_KEPT.toMillis();
        harness.processWatermark(dropsFirst - 1);
        assertEquals(2, harness.numEventTimeTimers());
        harness.processWatermark(dropsFirst);
        assertEquals(1, harness.numEventTimeTimers());
        process(Given.outcome().at(Given.START + MINUTE).from(0, 2).event());
        assertEquals(2, newest(SLICE, Given.START + MINUTE).revision());
        assertEquals(3, newest(SLICE, null).revision());
    }

    @Test
    void aMinuteThatWasDroppedIsNotBegunAgain_butCountsInTheCumulative() throws Exception {
        process(Given.outcome().event());
        harness.processWatermark(EventTime.millis(Given.START + MINUTE) + CostOfPassFunction.MINUTES_KEPT.toMillis());
        int before = harness.extractOutputValues().size();
        process(Given.outcome().from(1, 0).event());
        List<CellUpsert> after = harness.extractOutputValues();
        assertEquals(before + 1, after.size());
        assertEquals(2, newest(SLICE, null).revision());
    }

    @Test
    void aReplayAfterARestoreWritesTheSameRevisionsAgain() throws Exception {
        OutcomeEvent first = Given.outcome().verdict("pass").from(0, 0).event();
        OutcomeEvent second = Given.outcome().verdict("fail").from(0, 1).event();
        process(first);
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        process(second);
        List<CellUpsert> written = harness.extractOutputValues();

        harness.close();
        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        process(second);

        assertEquals(written.subList(2, 4), harness.extractOutputValues());
        assertEquals(2, newest(SLICE, null).revision());
    }

    @Test
    void timersSurviveARestore() throws Exception {
        process(Given.outcome().event());
        OperatorSubtaskState checkpoint = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.initializeState(checkpoint);
        harness.open();
        assertEquals(1, harness.numEventTimeTimers());
        harness.processWatermark(Long.MAX_VALUE);
        assertEquals(0, harness.numEventTimeTimers());
    }

    @Test
    void anyInterleavingOfPartitionsEndsInTheSameCells() throws Exception {
        long seed = 20_260_102;
        List<OutcomeEvent> outcomes = new ArrayList<>(LongStream.range(0, 200)
                .mapToObj(i -> Given.outcome()
                        .verdict(i % 3 == 0 ? "pass" : i % 3 == 1 ? "fail" : "unknown")
                        .cost(i * 17)
                        .at(Given.START + i * 1_000_000)
                        .from((int) (i % 4), i / 4)
                        .event())
                .toList());
        Map<String, Cell> inOrder = run(outcomes);
        Collections.shuffle(outcomes, new Random(seed));
        assertEquals(inOrder, run(outcomes), "seed " + seed);
        assertTrue(inOrder.size() > 3);
    }

    private Map<String, Cell> run(List<OutcomeEvent> outcomes) throws Exception {
        try (var fresh = harness()) {
            fresh.open();
            for (OutcomeEvent outcome : outcomes) {
                fresh.processElement(outcome, EventTime.millis(outcome.atMicros()));
            }
            Map<String, Cell> newest = new HashMap<>();
            fresh.extractOutputValues().forEach(upsert -> newest.put(new CostOfPassForm().key(upsert), upsert.cell()));
            return newest;
        }
    }

    private void process(OutcomeEvent outcome) throws Exception {
        harness.processElement(outcome, EventTime.millis(outcome.atMicros()));
    }

    private Cell newest(Slice slice, Long minuteStartMicros) {
        return harness.extractOutputValues().stream()
                .filter(upsert -> upsert.slice().equals(slice)
                        && java.util.Objects.equals(upsert.minuteStartMicros(), minuteStartMicros))
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .cell();
    }

    private static KeyedOneInputStreamOperatorTestHarness<Slice, OutcomeEvent, CellUpsert> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CostOfPassFunction()),
                OutcomeEvent::slice,
                TypeInformation.of(Slice.class));
    }
}
