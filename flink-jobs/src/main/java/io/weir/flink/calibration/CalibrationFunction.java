package io.weir.flink.calibration;

import io.weir.core.calibration.TokenBuckets;
import io.weir.core.calibration.TokenCeilings;
import io.weir.core.calibration.TokenHistograms;
import io.weir.flink.OutcomeEvent;
import io.weir.flink.Slice;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Folds every outcome and, when something changed, emits the whole as a snapshot, at most once an interval.
 *
 * <p>All of it is under one key, so one task: a snapshot must be of one point of the input. State, owned by this operator and
 * kept for ever: one {@link Learned} per slice, at most {@link #MOST_SLICES}; counters of tokens, at most 832 a slice and
 * size of prompt, some dozens in practice; the progress; and whether a snapshot is due. The timer is part of the checkpoint, so what was not
 * written before a crash is written after it.
 */
public final class CalibrationFunction extends KeyedProcessFunction<Integer, OutcomeEvent, CalibrationSnapshot> {
    /**
     * A snapshot is one record and must fit 4 MiB, at some 700 bytes a slice with a long task name. An outcome of a slice beyond
     * that is covered but teaches nothing: the router goes by the prior there, and the metric {@code slicesOverBound} counts.
     */
    static final int MOST_SLICES = 4_096;

    private final long intervalMillis;
    private final int mostSlices;

    @SuppressWarnings("NullAway.Init") // set by open(), on the task
    private transient MapState<Slice, Learned> learned;

    @SuppressWarnings("NullAway.Init")
    private transient MapState<TokenBucket, Long> tokens;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Progress> progress;

    @SuppressWarnings("NullAway.Init")
    private transient ValueState<Boolean> due;

    @SuppressWarnings("NullAway.Init")
    private transient Counter overBound;

    /**
     * Emits at most every so often.
     *
     * @param intervalMillis milliseconds, 1 or more
     */
    public CalibrationFunction(long intervalMillis) {
        this(intervalMillis, MOST_SLICES);
    }

    CalibrationFunction(long intervalMillis, int mostSlices) {
        this.intervalMillis = intervalMillis;
        this.mostSlices = mostSlices;
    }

    @Override
    public void open(OpenContext context) {
        var runtime = getRuntimeContext();
        learned = runtime.getMapState(new MapStateDescriptor<>("learned", Slice.class, Learned.class));
        tokens = runtime.getMapState(new MapStateDescriptor<>("tokens", TokenBucket.class, Long.class));
        progress = runtime.getState(new ValueStateDescriptor<>("progress", Progress.class));
        due = runtime.getState(new ValueStateDescriptor<>("due", Boolean.class));
        overBound = runtime.getMetricGroup().counter("slicesOverBound");
    }

    @Override
    public void processElement(OutcomeEvent outcome, Context context, Collector<CalibrationSnapshot> out)
            throws Exception {
        Progress before = progress.value();
        Progress after = (before == null ? Progress.START : before).fold(outcome);
        progress.update(Learned.from(outcome) ? learn(outcome, after) : after);
        if (due.value() == null) {
            due.update(true);
            var timers = context.timerService();
            timers.registerProcessingTimeTimer(timers.currentProcessingTime() + intervalMillis);
        }
    }

    private Progress learn(OutcomeEvent outcome, Progress reached) throws Exception {
        Slice slice = outcome.slice();
        Learned before = learned.get(slice);
        if (before == null && reached.slices() >= mostSlices) {
            overBound.inc();
            return reached;
        }
        learned.put(slice, (before == null ? Learned.NOTHING : before).fold(outcome));
        if (outcome.answered()) {
            TokenBucket bucket = new TokenBucket(
                    slice,
                    TokenCeilings.size(outcome.promptBytes()),
                    TokenBuckets.bucket(outcome.outputTokens()),
                    outcome.truncated());
            Long count = tokens.get(bucket);
            tokens.put(bucket, count == null ? 1 : count + 1);
        }
        return before == null ? reached.withSlice() : reached;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CalibrationSnapshot> out) throws Exception {
        due.clear();
        out.collect(new CalibrationSnapshot(progress.value(), slices()));
    }

    private List<LearnedSlice> slices() throws Exception {
        Map<Slice, TokenHistograms> histograms = new HashMap<>();
        for (var entry : tokens.entries()) {
            TokenBucket key = entry.getKey();
            histograms
                    .computeIfAbsent(key.slice(), slice -> new TokenHistograms())
                    .add(key.size(), key.bucket(), key.cut(), entry.getValue());
        }
        List<LearnedSlice> slices = new ArrayList<>();
        for (var entry : learned.entries()) {
            Slice slice = entry.getKey();
            TokenHistograms tokens = histograms.getOrDefault(slice, new TokenHistograms());
            slices.add(LearnedSlice.of(slice, entry.getValue(), tokens));
        }
        slices.sort((a, b) -> a.slice().compareTo(b.slice()));
        return slices;
    }
}
