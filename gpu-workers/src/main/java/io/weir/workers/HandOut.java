package io.weir.workers;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ShareConsumer;

/** The thread of one tier's share consumer: polls only where there is room for all that a poll may bring. */
final class HandOut implements Runnable {

    /**
     * Kept short. The client asks the broker once a poll, and an answer that holds nothing but the end marker of a transaction
     * uses that up: what is written after it is seen by the next poll alone (kafka-clients 4.3.0, ShareConsumerImpl). A longer
     * poll keeps nothing waiting less: a request that is under way stands until there is something, whoever polls.
     */
    private static final Duration POLL = Duration.ofMillis(20);

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration ROOM_CHECK = Duration.ofSeconds(1);

    private final TierConfig tier;
    private final ShareConsumer<byte[], byte[]> consumer;
    private final Intake intake;
    private final Claims claims;
    private final Consumer<ClaimedWork> ready;
    private final BooleanSupplier paused;
    private final Consumer<Throwable> onFailure;
    private final CountDownLatch stopped;

    /**
     * The hand-out of a tier; owns the consumer.
     *
     * @param ready takes claimed work
     * @param paused whether to take nothing new for now
     * @param stopped ends it
     */
    HandOut(
            TierConfig tier,
            ShareConsumer<byte[], byte[]> consumer,
            Intake intake,
            Claims claims,
            Consumer<ClaimedWork> ready,
            BooleanSupplier paused,
            Consumer<Throwable> onFailure,
            CountDownLatch stopped) {
        this.tier = tier;
        this.consumer = consumer;
        this.intake = intake;
        this.claims = claims;
        this.ready = ready;
        this.paused = paused;
        this.onFailure = onFailure;
        this.stopped = stopped;
    }

    @Override
    public void run() {
        try (consumer) { // closing gives back what was not acknowledged
            while (stopped.getCount() > 0) {
                step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            onFailure.accept(e);
        }
    }

    private void step() throws InterruptedException {
        if (paused.getAsBoolean()) {
            boolean over = stopped.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            if (over || paused.getAsBoolean()) {
                return;
            }
        }
        int most = tier.capacity() - tier.pollRecords();
        if (claims.awaitAtMost(tier.name(), most, ROOM_CHECK)) {
            intake.take(consumer.poll(POLL), consumer, ready);
        }
    }
}
