package io.weir.workers;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What this worker has claimed and not finished: what it sends heartbeats for, and what bounds how much it takes. */
final class Claims {

    private final Map<String, ClaimedWork> byClaim = new LinkedHashMap<>();

    synchronized void add(ClaimedWork work) {
        byClaim.put(work.claim(), work);
    }

    synchronized void remove(ClaimedWork work) {
        byClaim.remove(work.claim());
        notifyAll();
    }

    synchronized List<ClaimedWork> all() {
        return List.copyOf(byClaim.values());
    }

    synchronized List<ClaimedWork> matching(Predicate<ClaimedWork> condition) {
        return byClaim.values().stream().filter(condition).toList();
    }

    synchronized int count() {
        return byClaim.size();
    }

    synchronized int running() {
        return (int) byClaim.values().stream().filter(ClaimedWork::running).count();
    }

    /** Waits until a tier has at most so many claims, or the time is over; says which. */
    synchronized boolean awaitAtMost(String tier, int most, Duration patience) throws InterruptedException {
        long end = System.nanoTime() + patience.toNanos();
        while (count(tier) > most) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    private int count(String tier) {
        return (int) byClaim.values().stream()
                .filter(work -> work.attempt().getTier().equals(tier))
                .count();
    }
}
