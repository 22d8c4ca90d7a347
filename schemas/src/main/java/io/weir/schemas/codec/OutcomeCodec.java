package io.weir.schemas.codec;

import io.weir.core.cost.Usage;
import io.weir.core.query.Answer;
import io.weir.core.query.AttemptStatus;
import io.weir.core.query.ErrorClass;
import io.weir.core.query.OutcomeReport;
import io.weir.core.query.QueryKey;
import io.weir.core.query.Verdict;
import io.weir.v1.Message;
import io.weir.v1.Outcome;
import io.weir.v1.ToolCall;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Outcomes as workers report them. */
public final class OutcomeCodec {

    private OutcomeCodec() {}

    public static OutcomeReport toCore(Outcome outcome) {
        if (outcome.getEnergyMillijoules() < 0) {
            throw InvalidRecord.of("energy_millijoules", outcome.getEnergyMillijoules(), "must not be negative");
        }
        return new OutcomeReport(
                new QueryKey(outcome.getTenant(), outcome.getQueryId()),
                outcome.getAttempt(),
                outcome.getClaim(),
                AttemptStatus.of(outcome.getStatus())
                        .orElseThrow(() -> InvalidRecord.of("status", outcome.getStatus(), "is not a status")),
                errorClass(outcome.getErrorClass()),
                outcome.getErrorCode(),
                outcome.getErrorMessage(),
                usage(outcome.getUsage()),
                Verdict.of(outcome.getVerdict())
                        .orElseThrow(() -> InvalidRecord.of("verdict", outcome.getVerdict(), "is not a verdict")),
                outcome.getVerifier(),
                outcome.getScore(),
                answer(outcome),
                outcome.getQueueMicros(),
                outcome.getFirstTokenMicros(),
                outcome.getServiceMicros(),
                outcome.getEnergyMillijoules(),
                outcome.getEnergyMethod(),
                outcome.getWorker(),
                Micros.of(outcome.getObservedAt()));
    }

    public static Usage usage(io.weir.v1.Usage usage) {
        try {
            return new Usage(
                    usage.getInputTokens(),
                    usage.getCachedInputTokens(),
                    usage.getCacheWriteTokens(),
                    usage.getOutputTokens(),
                    usage.getReasoningTokens());
        } catch (IllegalArgumentException e) {
            throw InvalidRecord.of("usage", e.getMessage(), "is not a usage");
        }
    }

    public static io.weir.v1.Usage usage(Usage usage) {
        return new io.weir.v1.Usage(
                usage.inputTokens(),
                usage.cachedInputTokens(),
                usage.cacheWriteTokens(),
                usage.outputTokens(),
                usage.reasoningTokens());
    }

    private static @Nullable ErrorClass errorClass(@Nullable String wireName) {
        return wireName == null
                ? null
                : ErrorClass.of(wireName)
                        .orElseThrow(() -> InvalidRecord.of("error_class", wireName, "is not an error class"));
    }

    private static @Nullable Answer answer(Outcome outcome) {
        Message message = outcome.getMessage();
        if (message == null) {
            return null;
        }
        List<Answer.ToolCall> calls = message.getToolCalls().stream()
                .map(call -> new Answer.ToolCall(call.getId(), call.getType(), call.getName(), call.getArguments()))
                .toList();
        return new Answer(
                message.getRole(),
                message.getContent(),
                calls,
                message.getRefusal(),
                outcome.getFinishReason(),
                outcome.getServedModel(),
                outcome.getProviderRequestId());
    }

    static @Nullable Message message(@Nullable Answer answer) {
        if (answer == null) {
            return null;
        }
        List<ToolCall> calls = answer.toolCalls().stream()
                .map(call -> new ToolCall(call.id(), call.type(), call.name(), call.arguments()))
                .toList();
        return new Message(answer.role(), answer.content(), calls, answer.refusal());
    }
}
