package io.weir.flink.costofpass;

import io.weir.flink.EventTime;
import io.weir.flink.OutcomeEvent;
import io.weir.flink.Slice;
import java.time.Duration;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Folds each outcome into the cell of its minute and the cumulative cell of its slice, and emits both at once.
 *
 * <p>State per slice, owned by this operator: the minutes of the last 26 hours (at most 1,560 cells of some 300 bytes), each
 * dropped by an event-time timer, and one cumulative cell for ever, since a total that expires is not a total.
 */
public final class CostOfPassFunction extends KeyedProcessFunction<Slice, OutcomeEvent, CellUpsert> {
    /** A day for the roll-ups to come, and two hours for a partition that was stopped to catch up. */
    static final Duration MINUTES_KEPT = Duration.ofHours(26);

    @SuppressWarnings("NullAway.Init") // set by open(), on the task
    private transient MapState<Long, Cell> minutes;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Cell> cumulative;

    @SuppressWarnings("NullAway.Init")
    private transient Counter tooOld;

    @Override
    public void open(OpenContext context) {
        minutes = getRuntimeContext().getMapState(new MapStateDescriptor<>("minutes", Long.class, Cell.class));
        cumulative = getRuntimeContext().getState(new ValueStateDescriptor<>("cumulative", Cell.class));
        tooOld = getRuntimeContext().getMetricGroup().counter("minutesTooOld");
    }

    @Override
    public void processElement(OutcomeEvent outcome, Context context, Collector<CellUpsert> out) throws Exception {
        Slice slice = context.getCurrentKey();
        foldMinute(outcome, context, out);
        Cell before = cumulative.value();
        Cell after = (before == null ? Cell.EMPTY : before).fold(outcome);
        cumulative.update(after);
        out.collect(CellUpsert.cumulative(slice, after));
    }

    /** A minute that has been dropped is not begun again: its low revision would be dropped by every reader anyway. */
    private void foldMinute(OutcomeEvent outcome, Context context, Collector<CellUpsert> out) throws Exception {
        long start = EventTime.minuteStart(outcome.atMicros());
        long dropAtMillis = dropAtMillis(start);
        if (dropAtMillis <= context.timerService().currentWatermark()) {
            tooOld.inc();
            return;
        }
        Cell before = minutes.get(start);
        if (before == null) {
            context.timerService().registerEventTimeTimer(dropAtMillis);
        }
        Cell after = (before == null ? Cell.EMPTY : before).fold(outcome);
        minutes.put(start, after);
        out.collect(CellUpsert.minute(context.getCurrentKey(), start, after));
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CellUpsert> out) throws Exception {
        minutes.remove(startMicros(timestamp));
    }

    private static long dropAtMillis(long startMicros) {
        return EventTime.millis(startMicros + EventTime.MICROS_PER_MINUTE) + MINUTES_KEPT.toMillis();
    }

    private static long startMicros(long dropAtMillis) {
        return (dropAtMillis - MINUTES_KEPT.toMillis()) * EventTime.MICROS_PER_MILLI - EventTime.MICROS_PER_MINUTE;
    }
}
