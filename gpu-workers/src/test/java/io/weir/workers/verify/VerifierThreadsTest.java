package io.weir.workers.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.query.Verdict;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class VerifierThreadsTest {

    private static final Duration LONG = Duration.ofSeconds(90);
    private static final Duration SHORT = Duration.ofMillis(50);

    @Test
    void verifierInTime_judges() {
        try (VerifierThreads threads = new VerifierThreads("test", 1, LONG)) {
            AnswerVerifier verifier = threads.make("exact", Map.of("expected", "a"));
            assertEquals(Verdict.PASS, threads.judge(verifier, "a").verdict());
            assertEquals(Verdict.FAIL, threads.judge(verifier, "b").verdict());
        }
    }

    @Test
    void wrongRule_isStillRefused() {
        try (VerifierThreads threads = new VerifierThreads("test", 1, LONG)) {
            BadVerifierException bad =
                    assertThrows(BadVerifierException.class, () -> threads.make("regex", Map.of("pattern", "(")));
            assertEquals("pattern", bad.parameter());
        }
    }

    @Test
    void verifierThatNeverEnds_isUnknownAndInterrupted() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (VerifierThreads threads = new VerifierThreads("test", 1, SHORT)) {
            Judgement judgement = threads.judge(
                    answer -> {
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            interrupted.countDown();
                        }
                        return Judgement.none();
                    },
                    "");
            assertUnknown(VerifierThreads.TIMEOUT, judgement);
            assertTrue(interrupted.await(90, TimeUnit.SECONDS));
        }
    }

    @Test
    void verifiersThatHeedNoInterrupt_holdNoMoreThreadsThanThereAre() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger running = new AtomicInteger();
        AnswerVerifier runaway = answer -> {
            running.incrementAndGet();
            boolean ended = false;
            while (!ended) {
                try {
                    end.await();
                    ended = true;
                } catch (InterruptedException e) {
                    ended = false; // heeds none
                }
            }
            return Judgement.none();
        };
        try (VerifierThreads threads = new VerifierThreads("test", 1, SHORT)) {
            for (int i = 0; i < 10; i++) {
                assertUnknown(VerifierThreads.TIMEOUT, threads.judge(runaway, ""));
            }
            assertTrue(running.get() <= 1 + VerifierThreads.SPARE, running + " run");
        } finally {
            end.countDown();
        }
    }

    @Test
    void errorOfAVerifier_isUnknown_andReachesNobody() {
        try (VerifierThreads threads = new VerifierThreads("test", 1, LONG)) {
            AnswerVerifier broken = answer -> {
                throw new OutOfMemoryError("none left");
            };
            assertUnknown("none left", threads.judge(broken, ""));
        }
    }

    private static void assertUnknown(String why, Judgement judgement) {
        assertEquals(Verdict.UNKNOWN, judgement.verdict());
        assertTrue(judgement.error().orElse("").contains(why), judgement.toString());
    }
}
