package io.weir.flink;

import io.weir.schemas.Topics;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The input of the jobs: weir.outcomes as committed, in event time, the refused apart. */
public final class Outcomes {
    /** Group that offsets are committed under, for whoever watches the lag; Flink itself restores from checkpoints. */
    public static final String GROUP = "weir-flink";

    /** Records that could not be taken. */
    public static final OutputTag<RefusedRecord> REFUSED =
            new OutputTag<>("refused", TypeInformation.of(RefusedRecord.class));

    /**
     * After this long without a record a partition no longer holds event time back. Event time only lets old minutes go,
     * hours later, so that patience costs nothing, while haste could drop minutes of a partition that is still being read.
     */
    private static final Duration IDLE = Duration.ofMinutes(1);

    private Outcomes() {}

    /** Reads from where the checkpoint says, without one from the earliest offset kept. */
    public static KafkaSource<OutcomeRecord> source(String bootstrapServers, String registryUrl) {
        return KafkaSource.<OutcomeRecord>builder()
                .setBootstrapServers(bootstrapServers)
                .setTopics(Topics.OUTCOMES.name())
                .setGroupId(GROUP)
                .setStartingOffsets(OffsetsInitializer.earliest())
                .setDeserializer(new OutcomeDeserialization(registryUrl))
                .setProperty("isolation.level", "read_committed")
                .setProperty("partition.discovery.interval.ms", "10000")
                .setProperty("client.id.prefix", GROUP)
                .build();
    }

    /** Event time is {@code at}, which never goes back within a partition; a refused record says nothing of time. */
    public static WatermarkStrategy<OutcomeRecord> watermarks() {
        return WatermarkStrategy.<OutcomeRecord>forMonotonousTimestamps()
                .withTimestampAssigner((record, recorded) -> eventMillis(record.outcome()))
                .withIdleness(IDLE);
    }

    private static long eventMillis(@Nullable OutcomeEvent outcome) {
        return outcome == null ? Long.MIN_VALUE : EventTime.millis(outcome.atMicros());
    }

    /** Lets outcomes through and puts the refused aside. */
    public static final class Accept extends ProcessFunction<OutcomeRecord, OutcomeEvent> {
        @Override
        public void processElement(OutcomeRecord record, Context context, Collector<OutcomeEvent> out) {
            OutcomeEvent outcome = record.outcome();
            RefusedRecord refused = record.refused();
            if (outcome != null) {
                out.collect(outcome);
            } else if (refused != null) {
                context.output(REFUSED, refused);
            }
        }
    }
}
