package io.weir.streams;

import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.REPLACE_THREAD;
import static org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThreadReplacementTest {
    private Instant now = Instant.EPOCH;
    private final ThreadReplacement handler = new ThreadReplacement(() -> now);

    private void dieAndBeReplaced(int times) {
        for (int i = 0; i < times; i++) {
            assertEquals(REPLACE_THREAD, handler.handle(new IllegalStateException("test")));
        }
    }

    @Test
    void threadsThatDieOneAfterTheOther_areGivenUp() {
        dieAndBeReplaced(ThreadReplacement.MOST_DEATHS);
        now = now.plus(ThreadReplacement.WITHIN).minusNanos(1);

        assertEquals(SHUTDOWN_CLIENT, handler.handle(new IllegalStateException("test")));
    }

    @Test
    void threadsThatDieNowAndThen_areReplacedForEver() {
        for (int i = 0; i < 10; i++) {
            dieAndBeReplaced(ThreadReplacement.MOST_DEATHS);
            now = now.plus(ThreadReplacement.WITHIN).plus(Duration.ofNanos(1));
        }
    }
}
