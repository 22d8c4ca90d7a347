package io.weir.flink;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.weir.flink.calibration.CalibrationSnapshot;
import io.weir.flink.calibration.Learned;
import io.weir.flink.calibration.LearnedSize;
import io.weir.flink.calibration.LearnedSlice;
import io.weir.flink.calibration.Progress;
import io.weir.flink.calibration.TokenBucket;
import io.weir.flink.costofpass.Cell;
import io.weir.flink.costofpass.CellUpsert;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.flink.api.common.serialization.SerializerConfig;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.java.typeutils.runtime.PojoSerializer;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.streaming.api.graph.StreamNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SerializersTest {

    /** Has a member that Flink has no serializer for: what the tests below would catch. */
    public record Careless(Optional<String> maybe) {}

    @ParameterizedTest
    @ValueSource(
            classes = {
                OutcomeRecord.class,
                OutcomeEvent.class,
                RefusedRecord.class,
                Slice.class,
                Covers.class,
                Cell.class,
                CellUpsert.class,
                CalibrationSnapshot.class,
                Learned.class,
                LearnedSlice.class,
                LearnedSize.class,
                TokenBucket.class,
                Progress.class
            })
    void noTypeFallsToTheGenericSerializer(Class<?> type) {
        assertInstanceOf(PojoSerializer.class, serializer(type));
    }

    @Test
    void aTypeThatWouldIsCaught() {
        assertThrows(UnsupportedOperationException.class, () -> serializer(Careless.class));
    }

    @Test
    void recordsComeBackEqual_nullsAndCollectionsIncluded() throws IOException {
        OutcomeEvent outcome = Given.outcome().event();
        Cell cell = Cell.EMPTY.fold(outcome);
        assertRoundTrip(OutcomeRecord.of(outcome));
        assertRoundTrip(CellUpsert.cumulative(outcome.slice(), cell));
        assertRoundTrip(CellUpsert.minute(outcome.slice(), 60_000_000, cell));
        assertRoundTrip(new CalibrationSnapshot(new Progress(Covers.NOTHING.with(1, 2), 3, 4, 5), List.of()));
    }

    @Test
    void aRefusedRecordComesBackWithItsBytes() throws IOException {
        RefusedRecord refused = new RefusedRecord();
        refused.value = new byte[] {1, 2};
        refused.headers = Map.of("h", new byte[] {3});
        refused.code = "undecodable";
        RefusedRecord back = roundTrip(refused);
        assertEquals(2, back.value[1]);
        assertEquals(3, back.headers.get("h")[0]);
        assertEquals("undecodable", back.code);
        assertEquals(null, back.key);
    }

    @Test
    void everyOperatorOfTheGraphHasItsUid_andNoneIsGeneric() {
        FlinkConfig config = new FlinkConfig(
                "127.0.0.1:1", "http://127.0.0.1:1", Path.of("d"), 0, Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
        var graph = assertDoesNotThrow(() -> WeirGraph.of(config, ClusterSettings.of(config, Optional.empty())));
        // Flink derives the uid of a sink's committer from the sink's own.
        Set<String> uids = graph.getStreamNodes().stream()
                .map(StreamNode::getTransformationUID)
                .collect(Collectors.toSet());
        assertEquals(
                Set.of(
                        "outcomes-source",
                        "outcomes-accept",
                        "dead-letters-sink",
                        "cost-of-pass",
                        "cost-of-pass-sink",
                        "calibration",
                        "calibration-sink",
                        "Sink Committer: dead-letters-sink",
                        "Sink Committer: cost-of-pass-sink",
                        "Sink Committer: calibration-sink"),
                uids);
    }

    private static void assertRoundTrip(Object value) throws IOException {
        assertEquals(value, roundTrip(value));
    }

    @SuppressWarnings("unchecked")
    private static <T> T roundTrip(T value) throws IOException {
        TypeSerializer<T> serializer = (TypeSerializer<T>) serializer(value.getClass());
        DataOutputSerializer out = new DataOutputSerializer(256);
        serializer.serialize(value, out);
        return serializer.deserialize(new DataInputDeserializer(out.getCopyOfBuffer()));
    }

    private static <T> TypeSerializer<T> serializer(Class<T> type) {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        SerializerConfig config = new SerializerConfigImpl(strict);
        return TypeInformation.of(type).createSerializer(config);
    }
}
