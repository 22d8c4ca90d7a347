package io.weir.workers;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Claimed work that waits for a slot: higher priority first, then the earlier deadline (none is last), then arrival.
 *
 * <p>Bounded by whoever puts work in; see {@link TierConfig#capacity}.
 */
final class ClaimQueue {

    private record Entry(ClaimedWork work, long arrival) {

        int priority() {
            return work.attempt().getPriority();
        }

        Instant deadline() {
            return Deadlines.of(work.attempt()).orElse(Instant.MAX);
        }
    }

    private static final Comparator<Entry> ORDER = Comparator.comparingInt(Entry::priority)
            .reversed()
            .thenComparing(Entry::deadline)
            .thenComparingLong(Entry::arrival);

    private final PriorityQueue<Entry> waiting = new PriorityQueue<>(ORDER);
    private long arrivals;
    private boolean closed;

    synchronized void put(ClaimedWork work) {
        waiting.add(new Entry(work, arrivals++));
        notifyAll();
    }

    /** Waits for work; empty once the queue is closed. */
    synchronized Optional<ClaimedWork> take() throws InterruptedException {
        while (waiting.isEmpty() && !closed) {
            wait();
        }
        return Optional.ofNullable(waiting.poll()).map(Entry::work);
    }

    /** Takes this work out; false where a slot has it. */
    synchronized boolean remove(ClaimedWork work) {
        return waiting.removeIf(entry -> entry.work() == work);
    }

    /** Lets the slots go, and gives back what none of them will take. */
    synchronized List<ClaimedWork> close() {
        closed = true;
        List<ClaimedWork> left = new ArrayList<>();
        while (!waiting.isEmpty()) {
            left.add(waiting.remove().work());
        }
        notifyAll();
        return left;
    }
}
