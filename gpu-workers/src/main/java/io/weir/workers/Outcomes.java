package io.weir.workers;

import io.weir.core.energy.EnergyMethod;
import io.weir.core.query.ErrorClass;
import io.weir.schemas.codec.OutcomeCodec;
import io.weir.v1.Attempt;
import io.weir.v1.Message;
import io.weir.v1.Outcome;
import io.weir.v1.ToolCall;
import io.weir.workers.engine.EngineReply;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** Reports as records of the contract: as metered, before the router prices and numbers them. */
final class Outcomes {

    private Outcomes() {}

    static Outcome of(Attempt attempt, Optional<String> claim, Report report, String worker, Instant observedAt) {
        Outcome.Builder outcome = Outcome.newBuilder()
                .setTenant(attempt.getTenant())
                .setQueryId(attempt.getQueryId())
                .setAttempt(attempt.getAttempt())
                .setClaim(claim.orElse(null))
                .setAccount(attempt.getAccount())
                .setTask(attempt.getTask())
                .setTier(attempt.getTier())
                .setModel(attempt.getModel())
                .setStatus(report.status().wireName())
                .setErrorClass(report.errorClass().map(ErrorClass::wireName).orElse(null))
                .setErrorCode(report.errorCode().orElse(null))
                .setErrorMessage(report.errorMessage().orElse(null))
                .setUsage(OutcomeCodec.usage(report.usage()))
                .setVerdict(report.judgement().verdict().wireName())
                .setVerifier(attempt.getVerifier().getKind())
                .setScore(boxed(report.judgement().score()))
                .setQueueMicros(report.queueMicros())
                .setServiceMicros(report.serviceMicros())
                .setEnergyMillijoules(report.energyMillijoules())
                .setEnergyMethod(EnergyMethod.ESTIMATED.wireName())
                .setWorker(worker)
                .setObservedAt(observedAt);
        report.reply().ifPresent(reply -> answer(outcome, reply));
        return outcome.build();
    }

    private static void answer(Outcome.Builder outcome, EngineReply reply) {
        List<ToolCall> calls = reply.toolCalls().stream()
                .map(call -> new ToolCall(call.id(), call.type(), call.name(), call.arguments()))
                .toList();
        outcome.setMessage(new Message(
                "assistant",
                reply.content().orElse(null),
                calls,
                reply.refusal().orElse(null)));
        outcome.setFinishReason(reply.finishReason().orElse(null));
        outcome.setServedModel(reply.servedModel().orElse(null));
        outcome.setProviderRequestId(reply.requestId().orElse(null));
    }

    private static @Nullable Double boxed(OptionalDouble score) {
        return score.isPresent() ? score.getAsDouble() : null;
    }
}
