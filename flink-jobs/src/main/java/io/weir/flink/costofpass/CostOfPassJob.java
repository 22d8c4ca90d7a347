package io.weir.flink.costofpass;

import io.weir.flink.OutcomeEvent;
import io.weir.flink.Slice;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;

/** Wiring: outcomes by slice, through {@link CostOfPassFunction}, to the sink of upserts. */
public final class CostOfPassJob {
    public static final String UID = "cost-of-pass";
    public static final String SINK_UID = "cost-of-pass-sink";

    private final DataStream<OutcomeEvent> source;
    private final Sink<CellUpsert> sink;

    public CostOfPassJob(DataStream<OutcomeEvent> source, Sink<CellUpsert> sink) {
        this.source = source;
        this.sink = sink;
    }

    /** Adds the job to the graph that the source is part of. */
    public void build() {
        source.keyBy(OutcomeEvent::slice, TypeInformation.of(Slice.class))
                .process(new CostOfPassFunction())
                .uid(UID)
                .name(UID)
                .sinkTo(sink)
                .uid(SINK_UID)
                .name(SINK_UID);
    }
}
