package io.weir.flink;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimeTest {

    @Test
    void aMinuteIsHalfOpen() {
        assertEquals(Given.START, EventTime.minuteStart(Given.START));
        assertEquals(Given.START, EventTime.minuteStart(Given.START + 59_999_999));
        assertEquals(Given.START + 60_000_000, EventTime.minuteStart(Given.START + 60_000_000));
    }

    @Test
    void beforeTheEpochMinutesStillStartBeforeWhatIsInThem() {
        assertEquals(-60_000_000, EventTime.minuteStart(-1));
        assertEquals(-1, EventTime.millis(-1));
    }

    @Test
    void instantAndMicrosAreInverse() {
        Instant instant = Instant.parse("2026-01-02T03:04:05.678901Z");
        assertEquals(instant, EventTime.instant(EventTime.micros(instant)));
    }
}
