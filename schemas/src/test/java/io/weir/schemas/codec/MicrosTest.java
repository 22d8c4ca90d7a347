package io.weir.schemas.codec;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MicrosTest {

    @ParameterizedTest
    @ValueSource(
            longs = {Long.MIN_VALUE, Long.MIN_VALUE + 1, -1_000_001, -1, 0, 1, 1_772_366_400_123_456L, Long.MAX_VALUE})
    void everyTimeOfTheWireComesBack(long micros) {
        assertEquals(micros, Micros.of(Micros.instant(micros)));
    }

    @Test
    void nanosecondsAreCutOff() {
        assertEquals(1, Micros.of(Instant.ofEpochSecond(0, 1_999)));
        assertEquals(-1, Micros.of(Instant.ofEpochSecond(-1, 999_999_999)));
    }
}
