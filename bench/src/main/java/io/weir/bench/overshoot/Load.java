package io.weir.bench.overshoot;

import io.weir.v1.Query;
import io.weir.v1.Verifier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The producers: threads, each with a Kafka producer of its own and at most so many queries under way. Query n is a function
 * of the seed and n; a few are sent twice and a few are cancelled at once.
 */
final class Load implements AutoCloseable {

    /** A router that is silent for so long is not coming back. */
    private static final long PATIENCE_MINUTES = 5;

    private static final int BODIES = 64;
    private static final double TWICE = 0.01;
    private static final double CANCELLED = 0.005;
    /** Queries that do not say max_tokens: held is what the tier or the router bounds them by. */
    private static final double UNBOUNDED = 0.05;

    private final OvershootOptions options;
    private final AccountForest forest;
    private final Inputs inputs;
    private final String bootstrap;
    private final List<String> messages = new ArrayList<>();
    private final List<Semaphore> windows = new ArrayList<>();
    private final AtomicLong sent = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private volatile boolean stopped;

    Load(OvershootOptions options, AccountForest forest, Inputs inputs, String bootstrap) {
        this.options = options;
        this.forest = forest;
        this.inputs = inputs;
        this.bootstrap = bootstrap;
        Random random = new Random(options.seed());
        for (int i = 0; i < BODIES; i++) {
            messages.add("{\"role\":\"user\",\"content\":\"" + "x".repeat(10 + random.nextInt(70)) + "\"}");
        }
        for (int i = 0; i < options.producers(); i++) {
            windows.add(new Semaphore(options.inFlight()));
        }
    }

    /** A query of the load has its result. */
    void ended(long n) {
        windows.get((int) (n % options.producers())).release();
    }

    /** Sends all queries and returns once each has its result. */
    void run() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.producers(); i++) {
            int producer = i;
            Thread thread = new Thread(() -> produce(producer), "bench-producer-" + i);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable error = failure.get();
        if (error != null) {
            throw new IllegalStateException("a producer failed", error);
        }
    }

    private void produce(int producer) {
        Semaphore window = windows.get(producer);
        try (Sender sender = new Sender(bootstrap, 5)) {
            for (long n = producer; n < options.queries() && !stopped; n += options.producers()) {
                acquire(window, 1);
                send(sender, n);
                sent.incrementAndGet();
            }
            sender.flush();
            acquire(window, stopped ? 0 : options.inFlight());
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            stopped = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void acquire(Semaphore window, int permits) throws InterruptedException {
        if (!window.tryAcquire(permits, PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            throw new IllegalStateException("no result for " + PATIENCE_MINUTES + " minutes");
        }
    }

    private void send(Sender sender, long n) {
        Instant now = Instant.now();
        Query query = query(n, now);
        sender.send(inputs.query(query, now));
        if (draw(n, 1) < TWICE) {
            sender.send(inputs.query(query, now));
        }
        if (draw(n, 2) < CANCELLED) {
            sender.send(inputs.cancel(query.getTenant(), query.getQueryId(), now));
        }
    }

    private Query query(long n, Instant now) {
        String path = forest.path(forest.drawn(draw(n, 3)));
        long maxTokens = 8 + (long) (draw(n, 4) * 248);
        String bound = draw(n, 5) < UNBOUNDED ? "" : ",\"max_tokens\":" + maxTokens;
        return Query.newBuilder()
                .setTenant(path.substring(0, (path + "/").indexOf('/')))
                .setQueryId(Results.LOAD + String.format(Locale.ROOT, "%09d", n))
                .setAccount(path)
                .setSubmittedAt(now)
                .setTask(Catalogue.TASK)
                .setRequest("{\"messages\":[" + messages.get((int) (n % BODIES)) + "]" + bound + "}")
                .setVerifier(new Verifier("exact", Map.of("expected", "42")))
                .setRequiredTags(List.of(Catalogue.LOAD))
                .build();
    }

    private double draw(long n, int what) {
        return Hashes.unit(options.seed(), n, what);
    }

    long sent() {
        return sent.get();
    }

    @Override
    public void close() {
        stopped = true;
    }
}
