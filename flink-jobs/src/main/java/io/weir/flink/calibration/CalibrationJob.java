package io.weir.flink.calibration;

import io.weir.flink.OutcomeEvent;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Wiring: all outcomes to one task, through {@link CalibrationFunction}, to the sink of snapshots. */
public final class CalibrationJob {
    public static final String UID = "calibration";
    public static final String SINK_UID = "calibration-sink";

    private final DataStream<OutcomeEvent> source;
    private final Sink<CalibrationSnapshot> sink;
    private final Duration interval;

    public CalibrationJob(DataStream<OutcomeEvent> source, Sink<CalibrationSnapshot> sink, Duration interval) {
        this.source = source;
        this.sink = sink;
        this.interval = interval;
    }

    /** Adds the job to the graph that the source is part of. */
    public void build() {
        source.keyBy(outcome -> 0, Types.INT)
                .process(new CalibrationFunction(interval.toMillis()))
                .uid(UID)
                .name(UID)
                .setParallelism(1)
                .setMaxParallelism(1)
                .sinkTo(sink)
                .uid(SINK_UID)
                .name(SINK_UID)
                .setParallelism(1);
    }
}
