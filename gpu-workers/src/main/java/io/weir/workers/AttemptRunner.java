package io.weir.workers;

import io.weir.core.cost.Usage;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.OutcomeReport;
import io.weir.v1.Attempt;
import io.weir.workers.engine.ChatBody;
import io.weir.workers.engine.EngineException;
import io.weir.workers.engine.EngineReply;
import io.weir.workers.engine.EngineRequest;
import io.weir.workers.verify.AnswerVerifier;
import io.weir.workers.verify.BadVerifierException;
import io.weir.workers.verify.Judgement;
import io.weir.workers.verify.VerifierThreads;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one claimed attempt to its end, which is always a {@link Report}: nothing that an attempt brings can throw.
 *
 * <p>Everything that can be refused is refused before the engine is asked, because then it costs nothing: a passed deadline, a
 * broken body, a broken verifier.
 */
final class AttemptRunner {

    private static final Logger LOG = LoggerFactory.getLogger(AttemptRunner.class);

    private final TierConfig tier;
    private final VerifierThreads verifiers;
    private final Duration maxRun;
    private final InstantSource clock;
    private final LongSupplier nanos;

    AttemptRunner(
            TierConfig tier, VerifierThreads verifiers, Duration maxRun, InstantSource clock, LongSupplier nanos) {
        this.tier = tier;
        this.verifiers = verifiers;
        this.maxRun = maxRun;
        this.clock = clock;
        this.nanos = nanos;
    }

    Report run(ClaimedWork work) {
        try {
            return checked(work);
        } catch (EngineException e) {
            return Report.unspent(e, work.waitedMicros(nanos.getAsLong()));
        } catch (RuntimeException e) {
            LOG.error(
                    "attempt {} of query {} met a fault of the worker",
                    work.attempt().getAttempt(),
                    work.claim(),
                    e);
            String fault = e.toString();
            return Report.unspent(
                    new EngineException(ErrorClass.OWN, "worker_fault", fault), work.waitedMicros(nanos.getAsLong()));
        }
    }

    private Report checked(ClaimedWork work) throws EngineException {
        Attempt attempt = work.attempt();
        Duration remaining = remaining(attempt);
        if (remaining.isZero() || remaining.isNegative()) {
            return Report.unspent(
                    AttemptStatus.TIMEOUT,
                    Optional.empty(),
                    "deadline_passed",
                    "the deadline passed before the attempt began",
                    work.waitedMicros(nanos.getAsLong()));
        }
        AnswerVerifier verifier = verifier(attempt);
        ChatBody body = body(attempt);
        EngineRequest request = new EngineRequest(attempt.getModel(), body, attempt.getMaxOutputTokens(), remaining);
        return ask(work, request, verifier);
    }

    private Duration remaining(Attempt attempt) {
        Instant now = clock.instant();
        Duration left = Deadlines.of(attempt)
                .map(deadline -> Duration.between(now, deadline))
                .orElse(maxRun);
        return left.compareTo(maxRun) < 0 ? left : maxRun;
    }

    private AnswerVerifier verifier(Attempt attempt) throws EngineException {
        try {
            return verifiers.make(
                    attempt.getVerifier().getKind(), attempt.getVerifier().getParameters());
        } catch (BadVerifierException e) {
            throw new EngineException(ErrorClass.CALLER, "bad_verifier", String.valueOf(e.getMessage()));
        }
    }

    private static ChatBody body(Attempt attempt) throws EngineException {
        if (attempt.getRequestRef() != null) {
            throw new EngineException(
                    ErrorClass.OWN,
                    "request_ref_unsupported",
                    "request_ref: " + attempt.getRequestRef().getUri() + " cannot be fetched by this worker");
        }
        if (attempt.getMaxOutputTokens() < 1) {
            throw new EngineException(
                    ErrorClass.OWN,
                    "bad_attempt",
                    "max_output_tokens: " + attempt.getMaxOutputTokens() + " is not positive");
        }
        return ChatBody.parse(attempt.getRequest());
    }

    private Report ask(ClaimedWork work, EngineRequest request, AnswerVerifier verifier) {
        long begun = nanos.getAsLong();
        long queueMicros = work.waitedMicros(begun);
        if (!work.begin(Thread.currentThread(), begun)) {
            return stopped(work, queueMicros);
        }
        EngineReply reply;
        try {
            reply = tier.engine().ask(request);
        } catch (EngineException e) {
            return failed(work.attempt(), e, queueMicros, micros(begun));
        } catch (InterruptedException e) {
            return stopped(work, Bounds.cutOff(work.attempt(), 0), queueMicros, micros(begun));
        } finally {
            work.end();
        }
        // The answer is paid for: a verifier that breaks leaves it unjudged, never unbooked.
        Judgement judgement = verifiers.judge(verifier, reply.content().orElse(""));
        return answered(work.attempt(), reply, judgement, queueMicros);
    }

    /** The work was stopped before its run began, so nothing was spent. */
    Report stopped(ClaimedWork work, long queueMicros) {
        return stopped(work, Usage.NONE, queueMicros, 0);
    }

    /** The work was stopped from outside: cancelled, or handed back because the worker closes. */
    private Report stopped(ClaimedWork work, Usage spent, long queueMicros, long serviceMicros) {
        boolean cancelled =
                work.stopped().filter(ClaimedWork.Stop.CANCELLED::equals).isPresent();
        return new Report(
                cancelled ? AttemptStatus.CANCELLED : AttemptStatus.LOST,
                Optional.empty(),
                Optional.of(cancelled ? "cancelled" : "worker_closing"),
                Optional.of((cancelled ? "the attempt was cancelled" : "the worker closed")
                        + (spent.equals(Usage.NONE) ? "" : Bounds.NOTE)),
                spent,
                Judgement.none(),
                Optional.empty(),
                queueMicros,
                serviceMicros,
                tier.power().estimateMillijoules(serviceMicros));
    }

    private Report failed(Attempt attempt, EngineException error, long queueMicros, long serviceMicros) {
        boolean timeout = error.code().equals(EngineException.TIMEOUT);
        // A query's own deadline, and a prompt that is too long for one model, say nothing against the tier.
        boolean past = timeout && remaining(attempt).compareTo(Duration.ZERO) <= 0;
        boolean tooLong = error.code().equals(EngineException.CONTEXT_LENGTH_EXCEEDED);
        return new Report(
                timeout ? AttemptStatus.TIMEOUT : tooLong ? AttemptStatus.INPUT_OVER_HOLD : AttemptStatus.ERROR,
                past || tooLong ? Optional.empty() : Optional.of(error.errorClass()),
                Optional.of(past ? "deadline_passed" : error.code()),
                Optional.of(error.reason() + (error.cutOff().isPresent() ? Bounds.NOTE : "")),
                spent(attempt, error),
                Judgement.none(),
                Optional.empty(),
                queueMicros,
                serviceMicros,
                tier.power().estimateMillijoules(serviceMicros));
    }

    private static Usage spent(Attempt attempt, EngineException error) {
        return error.cutOff().isPresent()
                ? Bounds.cutOff(attempt, error.cutOff().getAsLong())
                : error.usage().orElse(Usage.NONE);
    }

    private Report answered(Attempt attempt, EngineReply reply, Judgement judgement, long queueMicros) {
        boolean metered = reply.usage().isPresent();
        Optional<String> note = metered
                ? judgement.error()
                : Optional.of(
                        "the engine gave no usage; booked is the hold's bound of the input and the answer's bytes");
        return new Report(
                reply.truncated() ? AttemptStatus.TRUNCATED : AttemptStatus.ANSWERED,
                Optional.empty(),
                metered
                        ? judgement.error().map(error -> "verifier_gave_up")
                        : Optional.of(OutcomeReport.USAGE_ESTIMATED),
                note,
                reply.usage().orElseGet(() -> Bounds.answered(attempt, reply)),
                judgement,
                Optional.of(reply),
                queueMicros,
                reply.serviceMicros(),
                tier.power().estimateMillijoules(reply.serviceMicros()));
    }

    private long micros(long begun) {
        return Math.max(0, nanos.getAsLong() - begun) / 1000;
    }
}
