package io.weir.schemas.codec;

import io.weir.core.admission.Violation;
import io.weir.core.ledger.Amounts;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.PastAttempt;
import io.weir.core.query.Query;
import io.weir.core.query.QueryKey;
import io.weir.core.routing.Candidate;
import io.weir.core.routing.Decision;
import io.weir.core.routing.Effect;
import io.weir.core.routing.Refusal;
import io.weir.core.routing.Result;
import io.weir.schemas.Topics;
import io.weir.v1.Alert;
import io.weir.v1.Attempt;
import io.weir.v1.AttemptBrief;
import io.weir.v1.Control;
import io.weir.v1.Coordinates;
import io.weir.v1.DeadLetter;
import io.weir.v1.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The record that an effect publishes, if any. Every one carries the partition's clock and the coordinates of its cause.
 *
 * @param atMicros clock of the step
 * @param cause inbox record of the step
 */
public record EffectCodec(long atMicros, Coordinates cause) {

    public Optional<Publication<?>> publication(Effect effect) {
        if (effect instanceof Effect.LedgerAppended appended) {
            io.weir.v1.LedgerEntry entry = LedgerCodec.entry(appended.entry(), atMicros, cause);
            return Optional.of(new Publication<>(Topics.LEDGER, entry.getLedgerKey(), entry.getId(), entry, ""));
        } else if (effect instanceof Effect.Decided decided) {
            Query query = decided.decision().query();
            String id = id(query.key(), decided.decision().attempt());
            return Optional.of(new Publication<>(
                    Topics.DECISIONS, query.key().tenant(), id, decision(decided.decision()), query.traceparent()));
        } else if (effect instanceof Effect.AttemptSent sent) {
            Query query = sent.query();
            String id = id(query.key(), sent.attempt().number());
            String lane = query.processingClass().lane();
            return Optional.of(new Publication<>(
                    Topics.attempts(sent.attempt().tier(), lane),
                    query.key().tenant() + "\0" + query.key().queryId(),
                    id,
                    attempt(sent, lane),
                    query.traceparent()));
        } else if (effect instanceof Effect.OutcomeAccepted accepted) {
            Query query = accepted.query();
            String id = id(query.key(), accepted.report().attempt());
            return Optional.of(new Publication<>(
                    Topics.OUTCOMES, query.key().tenant(), id, outcome(accepted), query.traceparent()));
        } else if (effect instanceof Effect.LateOutcomeAccepted late) {
            QueryKey key = late.report().key();
            String id = id(key, late.report().attempt()) + "/late";
            return Optional.of(new Publication<>(Topics.OUTCOMES, key.tenant(), id, late(late), ""));
        } else if (effect instanceof Effect.QueryClosed closed) {
            Query query = closed.result().query();
            String id = query.key().tenant() + "/" + query.key().queryId();
            return Optional.of(new Publication<>(
                    Topics.RESULTS, query.key().tenant(), id, result(closed.result()), query.traceparent()));
        } else if (effect instanceof Effect.Refused refused) {
            DeadLetter letter = deadLetter(refused);
            return Optional.of(new Publication<>(Topics.DLQ, refused.tenant(), letter.getId(), letter, ""));
        } else if (effect instanceof Effect.AlertRaised raised) {
            Alert alert = alert(raised);
            return Optional.of(new Publication<>(Topics.ALERTS, raised.account(), raised.id(), alert, ""));
        } else if (effect instanceof Effect.WorkerCancelled cancelled) {
            String id = id(cancelled.key(), cancelled.attempt()) + "/cancel";
            return Optional.of(
                    new Publication<>(Topics.CONTROLS, cancelled.lease().worker(), id, control(cancelled), ""));
        }
        return Optional.empty();
    }

    private static String id(QueryKey key, int attempt) {
        return key.tenant() + "/" + key.queryId() + "/" + attempt;
    }

    private Instant at() {
        return Micros.instant(atMicros);
    }

    private io.weir.v1.Decision decision(Decision decision) {
        Query query = decision.query();
        List<io.weir.v1.Candidate> candidates =
                new ArrayList<>(decision.candidates().size());
        for (Candidate candidate : decision.candidates()) {
            candidates.add(candidate(candidate));
        }
        return new io.weir.v1.Decision(
                query.key().tenant(),
                query.key().queryId(),
                decision.attempt(),
                query.account(),
                query.task(),
                decision.policy(),
                decision.policyVersion(),
                candidates,
                decision.plan().attempts().stream()
                        .map(candidate -> candidate.tier().name())
                        .toList(),
                decision.tier(),
                decision.plan().passProbability(),
                (long) Math.ceil(decision.plan().expectedCostNanodollars()),
                decision.plan().propensity(),
                decision.objective().lambda(),
                decision.objective().floor(),
                decision.plan().floorMet(),
                decision.maxOutputTokens(),
                decision.priceVersion(),
                decision.calibrationVersion(),
                decision.calibrationAgeMicros() < 0 ? null : decision.calibrationAgeMicros(),
                decision.catalogueRevision(),
                decision.seed(),
                decision.reason(),
                decision.ledgerSeq(),
                at(),
                cause);
    }

    private static io.weir.v1.Candidate candidate(Candidate candidate) {
        return new io.weir.v1.Candidate(
                candidate.tier().name(),
                candidate.tier().model(),
                candidate.passProbability(),
                candidate.expectedCostNanodollars(),
                candidate.hold().isZero() ? null : LedgerCodec.amounts(candidate.hold()),
                candidate.exclusion() == null
                        ? null
                        : candidate.exclusion().code() + ": "
                                + candidate.exclusion().reason());
    }

    private Attempt attempt(Effect.AttemptSent sent, String lane) {
        Query query = sent.query();
        return new Attempt(
                query.key().tenant(),
                query.key().queryId(),
                sent.attempt().number(),
                query.account(),
                query.task(),
                sent.attempt().tier(),
                lane,
                sent.attempt().model(),
                query.effort(),
                sent.heldInputTokens(),
                sent.attempt().maxOutputTokens(),
                sent.attempt().tariff().version(),
                sent.predictedOutputTokens(),
                sent.predictedServiceMicros(),
                Micros.instant(query.deadlineMicros()),
                query.priority(),
                query.request(),
                null,
                new io.weir.v1.Verifier(
                        query.verifier().kind(), query.verifier().parameters()),
                query.streamMode(),
                cause.getPartition(),
                at(),
                cause);
    }

    private Outcome outcome(Effect.OutcomeAccepted accepted) {
        Query query = accepted.query();
        Outcome outcome = outcome(accepted.report(), query.account(), query.task(), query.labels(), accepted.booked());
        outcome.setTier(accepted.attempt().tier());
        outcome.setModel(accepted.attempt().model());
        outcome.setPriceVersion(accepted.attempt().tariff().version());
        outcome.setHeld(LedgerCodec.amounts(accepted.attempt().hold().amounts()));
        outcome.setPredictedPassProbability(accepted.attempt().predictedPass());
        outcome.setPromptBytes(query.promptBytes());
        outcome.setCutByWeir(accepted.cutByWeir());
        outcome.setSeq(accepted.seq());
        return outcome;
    }

    private Outcome late(Effect.LateOutcomeAccepted late) {
        Outcome outcome = outcome(late.report(), late.account(), late.task(), late.labels(), late.added());
        outcome.setTier(late.attempt().tier());
        outcome.setModel(late.attempt().model());
        outcome.setPriceVersion(late.attempt().tariff().version());
        outcome.setHeld(LedgerCodec.amounts(late.attempt().hold().amounts()));
        outcome.setSeq(late.seq());
        outcome.setLate(true);
        outcome.setVerdict("unknown");
        outcome.setEnergyMillijoules(late.added().energyMillijoules());
        return outcome;
    }

    private Outcome outcome(
            OutcomeReport report, String account, String task, Map<String, String> labels, Amounts booked) {
        Outcome outcome = new Outcome();
        outcome.setTenant(report.key().tenant());
        outcome.setQueryId(report.key().queryId());
        outcome.setAttempt(report.attempt());
        outcome.setClaim(report.claim());
        outcome.setAccount(account);
        outcome.setTask(task);
        outcome.setStatus(report.status().wireName());
        outcome.setErrorClass(
                report.errorClass() == null ? null : report.errorClass().wireName());
        outcome.setErrorCode(report.errorCode());
        outcome.setErrorMessage(report.errorMessage());
        outcome.setUsage(OutcomeCodec.usage(report.usage()));
        outcome.setCostNanodollars(booked.moneyNanodollars());
        outcome.setVerdict(report.verdict().wireName());
        outcome.setVerifier(report.verifier());
        outcome.setScore(report.score());
        outcome.setMessage(OutcomeCodec.message(report.answer()));
        outcome.setFinishReason(report.answer() == null ? null : report.answer().finishReason());
        outcome.setServedModel(report.answer() == null ? null : report.answer().servedModel());
        outcome.setProviderRequestId(
                report.answer() == null ? null : report.answer().providerRequestId());
        outcome.setQueueMicros(report.queueMicros());
        outcome.setFirstTokenMicros(report.firstTokenMicros());
        outcome.setServiceMicros(report.serviceMicros());
        outcome.setEnergyMillijoules(report.energyMillijoules());
        outcome.setEnergyMethod(report.energyMethod());
        outcome.setWorker(report.worker());
        outcome.setObservedAt(Micros.instant(report.observedAtMicros()));
        outcome.setLabels(labels);
        outcome.setAt(at());
        outcome.setCause(cause);
        return outcome;
    }

    private io.weir.v1.Result result(Result result) {
        Query query = result.query();
        List<AttemptBrief> attempts = new ArrayList<>(result.attempts().size());
        long cost = 0;
        long input = 0;
        long output = 0;
        long energy = 0;
        for (PastAttempt attempt : result.attempts()) {
            attempts.add(brief(attempt));
            cost = Math.addExact(cost, attempt.costNanodollars());
            input = Math.addExact(input, attempt.usage().inputTokens());
            output = Math.addExact(output, attempt.usage().outputTokens());
            energy = Math.addExact(energy, attempt.energyMillijoules());
        }
        return new io.weir.v1.Result(
                query.key().tenant(),
                query.key().queryId(),
                query.account(),
                query.task(),
                result.status().wireName(),
                result.reason(),
                refusal(result.refusal()),
                OutcomeCodec.message(result.answer()),
                result.answer() == null ? null : result.answer().finishReason(),
                result.tier(),
                attempts,
                cost,
                input,
                output,
                energy,
                Micros.instant(query.submittedAtMicros()),
                query.labels(),
                at(),
                cause);
    }

    private static AttemptBrief brief(PastAttempt attempt) {
        return new AttemptBrief(
                attempt.number(),
                attempt.tier(),
                attempt.model(),
                attempt.status(),
                attempt.verdict(),
                attempt.costNanodollars(),
                attempt.usage().inputTokens(),
                attempt.usage().outputTokens(),
                attempt.energyMillijoules(),
                attempt.serviceMicros(),
                attempt.maxOutputTokens(),
                attempt.loweredFrom(),
                attempt.continues());
    }

    private static io.weir.v1.@Nullable Refusal refusal(@Nullable Refusal refusal) {
        return refusal == null
                ? null
                : new io.weir.v1.Refusal(
                        refusal.code(),
                        refusal.field(),
                        refusal.value() == null ? null : Violation.excerpt(refusal.value()),
                        refusal.account(),
                        refusal.limitId(),
                        refusal.window(),
                        refusal.unit(),
                        refusal.asked(),
                        refusal.free(),
                        refusal.fitsAtMicros() == null ? null : Micros.instant(refusal.fitsAtMicros()),
                        refusal.ledgerSeq());
    }

    private DeadLetter deadLetter(Effect.Refused refused) {
        DeadLetter letter = new DeadLetter();
        letter.setId(cause.getTopic() + "/" + cause.getPartition() + "/" + cause.getOffset());
        letter.setSource(cause);
        letter.setRecordHeaders(new HashMap<>());
        letter.setCode(refused.code());
        letter.setField(refused.field());
        letter.setValue(Violation.excerpt(refused.value()));
        letter.setReason(refused.reason());
        letter.setTenant(refused.tenant());
        letter.setAt(at());
        return letter;
    }

    private Alert alert(Effect.AlertRaised raised) {
        return new Alert(
                raised.account(),
                raised.id(),
                raised.kind(),
                "warning",
                raised.summary(),
                raised.details(),
                at(),
                cause);
    }

    private Control control(Effect.WorkerCancelled cancelled) {
        return new Control(
                cancelled.lease().worker(),
                "cancel",
                cancelled.key().tenant(),
                cancelled.key().queryId(),
                cancelled.attempt(),
                cancelled.lease().claim(),
                at(),
                cause);
    }
}
