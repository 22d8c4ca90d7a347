package io.weir.workers;

import io.weir.core.query.AttemptStatus;
import java.util.concurrent.atomic.LongAdder;

/** Totals of a worker, for many threads. */
final class Counters {

    private final LongAdder taken = new LongAdder();
    private final LongAdder answered = new LongAdder();
    private final LongAdder errors = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder lost = new LongAdder();
    private final LongAdder rejected = new LongAdder();

    void taken() {
        taken.increment();
    }

    void rejected() {
        rejected.increment();
    }

    void ended(AttemptStatus status) {
        switch (status) {
            case ANSWERED, TRUNCATED -> answered.increment();
            case ERROR, TIMEOUT, INPUT_OVER_HOLD -> errors.increment();
            case CANCELLED -> cancelled.increment();
            case LOST -> lost.increment();
        }
    }

    WorkerStats with(Claims claims) {
        return new WorkerStats(
                claims.count(),
                claims.running(),
                taken.sum(),
                answered.sum(),
                errors.sum(),
                cancelled.sum(),
                lost.sum(),
                rejected.sum());
    }
}
