package io.weir.infra.local.check;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** How long a check looks again before it believes what it sees; what is used up by one is used up for the next. */
final class Patience {

    private static final Duration PAUSE = Duration.ofMillis(250);

    private final long startNanos = System.nanoTime();
    private final Duration patience;

    Patience(Duration patience) {
        this.patience = patience;
    }

    /** Pauses, and says whether to look once more. */
    boolean again() {
        if (System.nanoTime() - startNanos >= patience.toNanos()) {
            return false;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        return !Thread.currentThread().isInterrupted();
    }
}
