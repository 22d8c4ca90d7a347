package io.weir.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkConfigTest {

    @Test
    void defaultsAreOneSlot_aCheckpointEveryFiveSecondsAndACalibrationEverySecond() {
        FlinkConfig config = FlinkConfig.of("k:1", "http://r:2", Path.of("d"), 0);
        assertEquals(1, config.parallelism());
        assertEquals(Duration.ofSeconds(5), config.checkpointInterval());
        assertEquals(Duration.ofSeconds(1), config.calibrationInterval());
    }

    @ParameterizedTest
    @CsvSource({"0, 10, 1, 1", "65535, 10, 1, 128"})
    void takesBothEndsOfEachRange(int port, long checkpointMillis, long calibrationMillis, int parallelism) {
        FlinkConfig config = config("k:1", "http://r:2", port, checkpointMillis, calibrationMillis, parallelism);
        assertEquals(port, config.restPort());
    }

    @ParameterizedTest
    @CsvSource({
        "'', http://r:2, 0, 10, 1, 1, bootstrapServers",
        "k:1, ' ', 0, 10, 1, 1, registryUrl",
        "k:1, http://r:2, -1, 10, 1, 1, restPort",
        "k:1, http://r:2, 65536, 10, 1, 1, restPort",
        "k:1, http://r:2, 0, 9, 1, 1, checkpointInterval",
        "k:1, http://r:2, 0, 10, 0, 1, calibrationInterval",
        "k:1, http://r:2, 0, 10, 1, 0, parallelism",
        "k:1, http://r:2, 0, 10, 1, 129, parallelism",
    })
    void aMistakeNamesItsKey(
            String kafka, String registry, int port, long checkpoint, long calibration, int parallelism, String key) {
        var thrown = assertThrows(
                IllegalArgumentException.class,
                () -> config(kafka, registry, port, checkpoint, calibration, parallelism));
        assertEquals(key, String.valueOf(thrown.getMessage()).split(" ")[0]);
    }

    private static FlinkConfig config(
            String kafka, String registry, int port, long checkpointMillis, long calibrationMillis, int parallelism) {
        return new FlinkConfig(
                kafka,
                registry,
                Path.of("d"),
                port,
                Duration.ofMillis(checkpointMillis),
                Duration.ofMillis(calibrationMillis),
                parallelism);
    }
}
