package io.weir.infra.local.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PausesTest {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Pauses PAUSES =
            new Pauses(SECOND.multipliedBy(20), SECOND.multipliedBy(60), SECOND.multipliedBy(30));

    @Test
    void aFirstDeathIsFollowedByTheFirstPause() {
        assertEquals(SECOND.multipliedBy(20), PAUSES.next(Duration.ZERO, Duration.ZERO));
    }

    @Test
    void deathsInARow_doubleThePauseUpToTheGreatest() {
        assertEquals(SECOND.multipliedBy(40), PAUSES.next(SECOND.multipliedBy(20), SECOND.multipliedBy(29)));
        assertEquals(SECOND.multipliedBy(60), PAUSES.next(SECOND.multipliedBy(40), Duration.ZERO));
    }

    @Test
    void aServerThatRanSteadily_startsWithTheFirstPauseAgain() {
        assertEquals(SECOND.multipliedBy(20), PAUSES.next(SECOND.multipliedBy(60), SECOND.multipliedBy(30)));
    }

    @Test
    void aGreatestBelowTheFirst_isRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Pauses(SECOND.multipliedBy(2), SECOND, SECOND));
    }
}
