package io.weir.infra.faults.site;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;

/** Waiting for a condition, bounded. */
public final class Await {

    /** For what takes seconds on a quiet machine. */
    public static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Await() {}

    /** @throws IllegalStateException if it does not come true in time; says what was waited for */
    public static void until(String what, Callable<Boolean> condition) {
        until(what, PATIENCE, condition);
    }

    /** The same within another time. A broker that does not answer meanwhile is waited for as well. */
    public static void until(String what, Duration patience, Callable<Boolean> condition) {
        long start = System.nanoTime();
        String last = "";
        while (System.nanoTime() - start < patience.toNanos()) {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (KafkaException e) {
                last = ": " + e;
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IllegalStateException("waiting until " + what, e);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        throw new IllegalStateException("not within " + patience.toSeconds() + " s: " + what + last);
    }

    /** Lets time pass where the time itself is the fault, such as an outage of so long. */
    public static void elapsed(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }
}
