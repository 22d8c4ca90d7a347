package io.weir.workers.verify;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and runs verifiers on threads of their own, each for a bounded time: a rule comes from a tenant, and whoever asks here
 * gets an answer whatever the rule does.
 *
 * <p>A verifier that is given up is interrupted. One that does not heed it keeps its thread until it ends by itself; there are
 * {@link #SPARE} threads more than callers, and never more than that, so that it takes cores from nobody without bound. Where
 * none is free in time, the verdict is unknown too.
 */
public final class VerifierThreads implements AutoCloseable {

    /** Longer than the slowest pattern takes on the longest text. */
    public static final Duration BOUND = Duration.ofSeconds(20);

    /** Verifiers that may have run away before one of the callers feels it. */
    static final int SPARE = 2;

    /** Code, and first word of the reason, of a verifier that was given up. */
    static final String TIMEOUT = "verifier_timeout";

    private static final Logger LOG = LoggerFactory.getLogger(VerifierThreads.class);

    private final Duration bound;
    private final ThreadPoolExecutor threads;

    /**
     * @param name of whom they are, for their names
     * @param callers threads that ask at a time, 1 or more
     * @param bound how long one verifier may take to be made, and to judge
     */
    public VerifierThreads(String name, int callers, Duration bound) {
        this.bound = bound;
        this.threads = new ThreadPoolExecutor(
                callers + SPARE, callers + SPARE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, "weir-verifier-" + name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Like {@link AnswerVerifier#of}; where that takes too long or breaks, a verifier whose verdict is unknown.
     *
     * @throws BadVerifierException where the rule is wrong
     */
    public AnswerVerifier make(String kind, Map<String, String> parameters) {
        return within(() -> AnswerVerifier.of(kind, parameters), why -> answer -> Judgement.unknown(why));
    }

    /** Judges a text; the verdict is unknown where that takes too long or the verifier breaks. */
    public Judgement judge(AnswerVerifier verifier, String answer) {
        return within(() -> verifier.verify(answer), Judgement::unknown);
    }

    private <T> T within(Callable<T> work, Function<String, T> otherwise) {
        Future<T> result;
        try {
            result = threads.submit(work);
        } catch (RejectedExecutionException e) {
            return otherwise.apply("the worker closed");
        }
        try {
            return result.get(bound.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return otherwise.apply(TIMEOUT + ": longer than " + bound.toMillis() + " ms");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return otherwise.apply("interrupted");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof BadVerifierException bad) {
                throw bad;
            }
            LOG.error("a verifier broke", e.getCause());
            return otherwise.apply("verifier broke: " + e.getCause());
        } finally {
            result.cancel(true);
        }
    }

    /** Interrupts what runs. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
