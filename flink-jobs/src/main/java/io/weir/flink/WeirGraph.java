package io.weir.flink;

import io.weir.flink.calibration.CalibrationForm;
import io.weir.flink.calibration.CalibrationJob;
import io.weir.flink.costofpass.CostOfPassForm;
import io.weir.flink.costofpass.CostOfPassJob;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** The graph of all jobs, with the real source and sinks. */
final class WeirGraph {
    static final String NAME = "weir";
    static final String SOURCE_UID = "outcomes-source";
    static final String ACCEPT_UID = "outcomes-accept";
    static final String REFUSED_SINK_UID = "dead-letters-sink";

    private WeirGraph() {}

    static StreamGraph of(FlinkConfig config, Configuration settings) {
        StreamGraph graph = environment(config, settings).getStreamGraph();
        graph.setJobName(NAME);
        return graph;
    }

    /** The environment that executes the graph: in the process, or of the cluster that runs the program. */
    static StreamExecutionEnvironment environment(FlinkConfig config, Configuration settings) {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(settings);
        String kafka = config.bootstrapServers();
        String registry = config.registryUrl();
        SingleOutputStreamOperator<OutcomeEvent> outcomes = environment
                .fromSource(Outcomes.source(kafka, registry), Outcomes.watermarks(), SOURCE_UID)
                .uid(SOURCE_UID)
                .process(new Outcomes.Accept())
                .uid(ACCEPT_UID)
                .name(ACCEPT_UID);
        outcomes.getSideOutput(Outcomes.REFUSED)
                .sinkTo(ContractSerialization.sink(new DeadLetterForm(), kafka, registry))
                .uid(REFUSED_SINK_UID)
                .name(REFUSED_SINK_UID);
        new CostOfPassJob(outcomes, ContractSerialization.sink(new CostOfPassForm(), kafka, registry)).build();
        new CalibrationJob(
                        outcomes,
                        ContractSerialization.sink(new CalibrationForm(), kafka, registry),
                        config.calibrationInterval())
                .build();
        return environment;
    }
}
