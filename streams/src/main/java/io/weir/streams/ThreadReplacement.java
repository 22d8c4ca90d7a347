package io.weir.streams;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a stream thread that has died, such as of a registry or broker that was away for long; stops when they die one
 * after the other, since then another one would not live longer either.
 */
final class ThreadReplacement implements StreamsUncaughtExceptionHandler {
    static final int MOST_DEATHS = 5;
    static final Duration WITHIN = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(ThreadReplacement.class);

    private final InstantSource clock;
    /** Latest deaths, {@link #MOST_DEATHS} at most. */
    private final Deque<Instant> deaths = new ArrayDeque<>();

    ThreadReplacement(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable cause) {
        Instant now = clock.instant();
        deaths.addLast(now);
        if (deaths.size() > MOST_DEATHS) {
            Instant first = deaths.removeFirst();
            if (Duration.between(first, now).compareTo(WITHIN) < 0) {
                LOG.error("A stream thread died, as {} before it within {}: giving up", MOST_DEATHS, WITHIN, cause);
                return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
            }
        }
        LOG.error("A stream thread died and is replaced", cause);
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }
}
