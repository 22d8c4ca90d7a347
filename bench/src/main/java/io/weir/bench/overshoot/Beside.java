package io.weir.bench.overshoot;

import io.weir.schemas.Topics;
import io.weir.v1.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** What goes on beside the load: ticks, and limits that are raised and lowered, also below what is spent. */
final class Beside implements AutoCloseable {

    private static final long TICK_MILLIS = 200;
    private static final long EDIT_MILLIS = 500;

    private final Sender sender;
    private final Inputs inputs;
    private final AccountForest forest;
    private final Random random;
    private final AtomicLong edits = new AtomicLong();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
    private volatile boolean editing;

    Beside(String bootstrap, Inputs inputs, AccountForest forest, long seed) {
        this.inputs = inputs;
        this.forest = forest;
        sender = new Sender(bootstrap, 0);
        random = new Random(seed);
        every(TICK_MILLIS, this::tick);
        every(EDIT_MILLIS, this::edit);
    }

    private void every(long millis, Runnable what) {
        var unused = timer.scheduleWithFixedDelay(what, 0, millis, TimeUnit.MILLISECONDS);
    }

    /** Limits change from now on, or no longer. */
    void editing(boolean now) {
        editing = now;
    }

    private void tick() {
        for (int partition = 0; partition < Topics.DEFAULT_PARTITIONS; partition++) {
            sender.send(inputs.tick(partition));
        }
    }

    /** All limits of an account by one factor from a half to twice of what they were declared with. */
    private void edit() {
        if (!editing) {
            return;
        }
        int account = random.nextInt(forest.size());
        double factor = Math.pow(2, 2 * random.nextDouble() - 1);
        List<Limit> changed = new ArrayList<>();
        for (Limit limit : forest.limits(account)) {
            changed.add(Limit.newBuilder(limit)
                    .setAmount(Math.max(1, Math.round(limit.getAmount() * factor)))
                    .build());
        }
        sender.send(inputs.account(forest.path(account), changed));
        edits.incrementAndGet();
    }

    long edits() {
        return edits.get();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            if (!timer.awaitTermination(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("ticks do not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sender.close();
    }
}
