package io.weir.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.energy.PowerProfile;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class WorkerConfigTest {

    private static final TierConfig SMALL = TierConfig.of("small", new FakeEngine(), 4, PowerProfile.NONE);

    @Test
    void mistake_namesItsKey() {
        assertNamed("worker_id", () -> WorkerConfig.of("b", "r", "a b", List.of(SMALL)));
        assertNamed("bootstrap", () -> WorkerConfig.of(" ", "r", "w", List.of(SMALL)));
        assertNamed("tiers", () -> WorkerConfig.of("b", "r", "w", List.of()));
        assertNamed("'small' occurs twice", () -> WorkerConfig.of("b", "r", "w", List.of(SMALL, SMALL)));
        assertNamed("heartbeat", () -> config(Duration.ofSeconds(5), Duration.ofSeconds(5)));
        assertNamed("lease", () -> config(Duration.ZERO, Duration.ofSeconds(5)));
        assertNamed("concurrency", () -> TierConfig.of("small", new FakeEngine(), 0, PowerProfile.NONE));
        assertNamed("tier", () -> TierConfig.of("Small!", new FakeEngine(), 1, PowerProfile.NONE));
        assertNamed("lanes", () -> tier(1, Set.of()));
        assertNamed("lane", () -> tier(1, Set.of("fast")));
    }

    @Test
    void aPoll_bringsHalfTheQueueAtMost() {
        assertEquals(1, tier(1, Set.of("batch")).pollRecords());
        assertEquals(4, tier(8, Set.of("batch")).pollRecords());
        assertEquals(16, tier(100, Set.of("batch")).pollRecords());
    }

    private static TierConfig tier(int queueDepth, Set<String> lanes) {
        return new TierConfig("small", new FakeEngine(), 1, queueDepth, lanes, PowerProfile.NONE);
    }

    private static WorkerConfig config(Duration lease, Duration heartbeat) {
        Duration second = Duration.ofSeconds(1);
        return new WorkerConfig("b", "r", "w", List.of(SMALL), lease, heartbeat, second, second, second);
    }

    private static void assertNamed(String key, Executable broken) {
        String message = assertThrows(IllegalArgumentException.class, broken).getMessage();
        assertTrue(message.contains(key), message);
    }
}
