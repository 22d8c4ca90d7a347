package io.weir.workers;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** The threads of one tier that run claimed work, one attempt each at a time. */
final class Slots {

    /** After the grace, an interrupted engine gets this long to let go. */
    private static final Duration LAST_WAIT = Duration.ofSeconds(5);

    private final ClaimQueue queue = new ClaimQueue();
    private final AttemptRunner runner;
    private final BiConsumer<ClaimedWork, Report> ended;
    private final Consumer<Throwable> onFailure;
    private final ExecutorService threads;

    Slots(TierConfig tier, AttemptRunner runner, BiConsumer<ClaimedWork, Report> ended, Consumer<Throwable> onFailure) {
        this.runner = runner;
        this.ended = ended;
        this.onFailure = onFailure;
        this.threads =
                Executors.newFixedThreadPool(tier.concurrency(), task -> new Thread(task, "weir-slot-" + tier.name()));
        for (int i = 0; i < tier.concurrency(); i++) {
            threads.execute(this::work);
        }
    }

    void put(ClaimedWork work) {
        queue.put(work);
    }

    /** Stops work: at once where it waits, by an interrupt where it runs. */
    void stop(ClaimedWork work, ClaimedWork.Stop reason) {
        work.stop(reason);
        if (queue.remove(work)) {
            stopped(work);
        }
    }

    /**
     * Hands back what waits, lets what runs go on for the grace, then interrupts it.
     *
     * @param running claims of this tier that may still run when the grace is over
     */
    void close(Duration grace, java.util.function.Supplier<List<ClaimedWork>> running) throws InterruptedException {
        for (ClaimedWork work : queue.close()) {
            work.stop(ClaimedWork.Stop.CLOSING);
            stopped(work);
        }
        threads.shutdown();
        if (!threads.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
            running.get().forEach(work -> work.stop(ClaimedWork.Stop.CLOSING));
            if (!threads.awaitTermination(LAST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        }
    }

    private void stopped(ClaimedWork work) {
        ended.accept(work, runner.stopped(work, work.waitedMicros(System.nanoTime())));
    }

    private void work() {
        try {
            for (Optional<ClaimedWork> work = queue.take(); work.isPresent(); work = queue.take()) {
                ended.accept(work.get(), runner.run(work.get()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }
}
