package io.weir.workers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.weir.core.cost.Usage;
import io.weir.core.energy.PowerProfile;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.Verdict;
import io.weir.v1.Attempt;
import io.weir.v1.BodyRef;
import io.weir.v1.Verifier;
import io.weir.workers.engine.Engine;
import io.weir.workers.engine.EngineException;
import io.weir.workers.engine.EngineReply;
import io.weir.workers.engine.EngineRequest;
import io.weir.workers.verify.VerifierThreads;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AttemptRunnerTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    /** 10 W: two seconds are 20,000 mJ. */
    private static final PowerProfile TEN_WATTS = new PowerProfile(1, 10, 1, 0, 1, 0, 0);

    private final FakeEngine engine = new FakeEngine();

    @Test
    void answer_isVerifiedMeteredAndGivenItsEnergy() {
        Report report = run(attempt());
        assertEquals(AttemptStatus.ANSWERED, report.status());
        assertEquals(Verdict.PASS, report.judgement().verdict());
        assertEquals(Usage.of(20, 5), report.usage());
        assertEquals(2_000_000, report.serviceMicros());
        assertEquals(20_000, report.energyMillijoules());
        assertEquals(Optional.empty(), report.errorCode());
    }

    @Test
    void wrongAnswer_failsItsVerifier() {
        Report report = run(attempt().setVerifier(new Verifier("exact", Map.of("expected", "other"))));
        assertEquals(AttemptStatus.ANSWERED, report.status());
        assertEquals(Verdict.FAIL, report.judgement().verdict());
    }

    @Test
    void answerCutByTheCeiling_isTruncatedAndStillVerified() {
        Report report = run(attempt(), replying(FakeEngine.reply("q", Optional.of(Usage.of(20, 50)), "length")));
        assertEquals(AttemptStatus.TRUNCATED, report.status());
        assertEquals(Verdict.PASS, report.judgement().verdict());
    }

    @Test
    void missingUsage_isTheBoundAndSaysSo() {
        Report report = run(attempt(), replying(FakeEngine.reply("q", Optional.empty(), "stop")));
        assertEquals(AttemptStatus.ANSWERED, report.status());
        assertEquals(Usage.of(100, 1), report.usage());
        assertEquals(Optional.of("usage_estimated"), report.errorCode());
        Report longer = run(attempt(), replying(FakeEngine.reply("q".repeat(51), Optional.empty(), "stop")));
        assertEquals(Usage.of(100, 50), longer.usage());
    }

    @Test
    void deadlineThatPassed_isATimeoutWithoutACall() {
        Report report = run(attempt().setDeadline(NOW));
        assertEquals(AttemptStatus.TIMEOUT, report.status());
        assertEquals(Optional.of("deadline_passed"), report.errorCode());
        assertEquals(Optional.empty(), report.errorClass(), "a query's own deadline says nothing against the tier");
        assertEquals(Usage.NONE, report.usage());
        assertTrue(engine.asked.isEmpty());
        assertEquals(
                AttemptStatus.ANSWERED,
                run(attempt().setDeadline(NOW.plusMillis(1))).status());
    }

    @Test
    void remainingTime_isTheDeadlineOrTheLongestRun() {
        assertEquals(Duration.ofSeconds(3), remaining(attempt().setDeadline(NOW.plusSeconds(3))));
        assertEquals(Duration.ofMinutes(1), remaining(attempt().setDeadline(NOW.plusSeconds(3600))));
        assertEquals(Duration.ofMinutes(1), remaining(attempt()));
    }

    @Test
    void whatIsBroken_isRefusedBeforeItCosts() {
        assertUnspent(attempt().setRequest("{"), ErrorClass.CALLER, "bad_request");
        assertUnspent(
                attempt().setVerifier(new Verifier("regex", Map.of("pattern", "("))),
                ErrorClass.CALLER,
                "bad_verifier");
        assertUnspent(attempt().setMaxOutputTokens(0), ErrorClass.OWN, "bad_attempt");
        assertUnspent(
                attempt().setRequestRef(new BodyRef("s3://a/b", "", 1L)), ErrorClass.OWN, "request_ref_unsupported");
        assertTrue(engine.asked.isEmpty());
    }

    @Test
    void errorOfTheEngine_keepsClassCodeAndUsage() {
        Optional<Usage> spent = Optional.of(Usage.of(9, 0));
        Report error = run(attempt(), failing(new EngineException(ErrorClass.POLICY, "content_filter", "no", spent)));
        assertEquals(AttemptStatus.ERROR, error.status());
        assertEquals(Optional.of(ErrorClass.POLICY), error.errorClass());
        assertEquals(Usage.of(9, 0), error.usage());
        Report late = run(attempt(), failing(new EngineException(ErrorClass.PROVIDER, "timeout", "slow")));
        assertEquals(AttemptStatus.TIMEOUT, late.status());
    }

    @Test
    void requestThatWasSentAndCutOff_isBookedAsTheHeldInput_andWhatIsKnownOfTheOutput() {
        Report late = run(attempt(), failing(cutOff("timeout", 0)));
        assertEquals(AttemptStatus.TIMEOUT, late.status());
        assertEquals(Usage.of(100, 0), late.usage());
        assertTrue(late.errorMessage().orElseThrow().endsWith(Bounds.NOTE));
        assertEquals(
                Usage.of(100, 7),
                run(attempt(), failing(cutOff("connection", 7))).usage());
        assertEquals(
                Usage.of(100, 50),
                run(attempt(), failing(cutOff("response_too_large", 9_000))).usage(),
                "never more than was held");
    }

    @Test
    void requestThatWasNotSent_costsNothing() {
        Report report = run(attempt(), failing(new EngineException(ErrorClass.PROVIDER, "connect", "refused")));
        assertEquals(Usage.NONE, report.usage());
        assertEquals(Optional.of("refused"), report.errorMessage());
    }

    private static EngineException cutOff(String code, long bytes) {
        return EngineException.cutOff(ErrorClass.PROVIDER, code, "no answer", bytes);
    }

    @Test
    void aPromptTooLongForTheModel_saysNothingAgainstTheTier() {
        Report report = run(
                attempt(),
                failing(new EngineException(ErrorClass.CALLER, EngineException.CONTEXT_LENGTH_EXCEEDED, "too long")));
        assertEquals(AttemptStatus.INPUT_OVER_HOLD, report.status());
        assertEquals(Optional.empty(), report.errorClass());
    }

    @Test
    void faultOfTheWorker_isAnOutcomeOfClassOwn() {
        Report report = run(attempt(), new FakeEngine(request -> {
            throw new IllegalStateException("bug");
        }));
        assertEquals(AttemptStatus.ERROR, report.status());
        assertEquals(Optional.of("worker_fault"), report.errorCode());
        assertEquals(Optional.of(ErrorClass.OWN), report.errorClass());
    }

    @Test
    void stoppedWork_isCancelledOrHandedBack() {
        assertEquals(
                AttemptStatus.CANCELLED, stopped(ClaimedWork.Stop.CANCELLED).status());
        assertEquals(AttemptStatus.LOST, stopped(ClaimedWork.Stop.CLOSING).status());
        assertEquals(Usage.NONE, stopped(ClaimedWork.Stop.CLOSING).usage());
        assertTrue(engine.asked.isEmpty());
    }

    @Test
    void interruptedRun_isCancelled_andTheThreadIsCleanAfterwards() {
        ClaimedWork work = Attempts.claimed(attempt().build());
        Engine interrupted = new FakeEngine(request -> {
            work.stop(ClaimedWork.Stop.CANCELLED);
            new java.util.concurrent.CountDownLatch(1).await();
        });
        Report report = runner(interrupted).run(work);
        assertEquals(AttemptStatus.CANCELLED, report.status());
        assertEquals(Usage.of(100, 0), report.usage());
        assertFalse(Thread.currentThread().isInterrupted());
    }

    private Report stopped(ClaimedWork.Stop reason) {
        ClaimedWork work = Attempts.claimed(attempt().build());
        work.stop(reason);
        return runner(engine).run(work);
    }

    private void assertUnspent(Attempt.Builder attempt, ErrorClass errorClass, String code) {
        Report report = run(attempt);
        assertEquals(AttemptStatus.ERROR, report.status());
        assertEquals(Optional.of(errorClass), report.errorClass());
        assertEquals(Optional.of(code), report.errorCode());
        assertEquals(Usage.NONE, report.usage());
        assertEquals(0, report.energyMillijoules());
    }

    private Duration remaining(Attempt.Builder attempt) {
        Duration[] seen = new Duration[1];
        run(attempt, new FakeEngine((EngineRequest request) -> seen[0] = request.remaining()));
        return seen[0];
    }

    private static FakeEngine failing(EngineException error) {
        return new FakeEngine(request -> {
            throw error;
        });
    }

    private static Engine replying(EngineReply reply) {
        return new Engine() {
            @Override
            public EngineReply ask(EngineRequest request) {
                return reply;
            }

            @Override
            public String name() {
                return "replying";
            }

            @Override
            public void close() {}
        };
    }

    private Report run(Attempt.Builder attempt) {
        return run(attempt, engine);
    }

    private static Report run(Attempt.Builder attempt, Engine engine) {
        return runner(engine).run(Attempts.claimed(attempt.build()));
    }

    private static AttemptRunner runner(Engine engine) {
        TierConfig tier = new TierConfig("small", engine, 1, 1, Set.of("interactive"), TEN_WATTS);
        VerifierThreads verifiers = new VerifierThreads("small", 1, Duration.ofSeconds(90));
        return new AttemptRunner(tier, verifiers, Duration.ofMinutes(1), () -> NOW, () -> 0);
    }

    private static Attempt.Builder attempt() {
        return Attempts.of("small", "acme", "q");
    }
}
