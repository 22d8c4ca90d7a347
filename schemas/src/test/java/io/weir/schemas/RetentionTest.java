package io.weir.schemas;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {
    @Test
    void boundByAge_rollsSegmentsWithinAQuarterOfItOrADay() {
        assertEquals(
                Map.of("cleanup.policy", "delete", "retention.ms", "3600000", "segment.ms", "900001"),
                Retention.of(Duration.ofHours(1)).configs());
        assertEquals("86400000", Retention.of(Duration.ofDays(30)).configs().get("segment.ms"));
    }

    @Test
    void forEver_hasNoBound() {
        assertEquals(
                Map.of("cleanup.policy", "delete", "retention.ms", "-1"),
                Retention.forever().configs());
    }

    @Test
    void latest_isCompacted() {
        assertEquals(
                Map.of("cleanup.policy", "compact", "retention.ms", "-1"),
                Retention.latest().configs());
        assertEquals(
                "compact,delete",
                Retention.latest(Duration.ofDays(90)).configs().get("cleanup.policy"));
    }

    @Test
    void shorterThanAMillisecond_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> Retention.of(Duration.ofNanos(999_999)));
        assertEquals("1", Retention.of(Duration.ofMillis(1)).configs().get("retention.ms"));
    }
}
