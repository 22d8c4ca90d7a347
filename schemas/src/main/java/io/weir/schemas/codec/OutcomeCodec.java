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

    /** Tokens of a count at most: far above any context, and at any price far below what would overflow a cost. */
    private static final long MAX_TOKENS = 1_000_000_000L;

    /** Energy of an attempt at most, millijoules: a gigajoule, a rack of GPUs for hours; the jobs refuse more as well. */
    private static final long MAX_MILLIJOULES = 1_000_000_000_000L;

    private OutcomeCodec() {}

    public static OutcomeReport toCore(Outcome outcome) {
        energy(outcome.getEnergyMillijoules());
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

    static long energy(long millijoules) {
        if (millijoules < 0 || millijoules > MAX_MILLIJOULES) {
            throw InvalidRecord.of("energy_millijoules", millijoules, "must be from 0 to " + MAX_MILLIJOULES);
        }
        return millijoules;
    }

    /** The parts of input and output are bounded by them, see {@link Usage}. */
    public static Usage usage(io.weir.v1.Usage usage) {
        bounded("usage.input_tokens", usage.getInputTokens());
        bounded("usage.output_tokens", usage.getOutputTokens());
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

    private static void bounded(String field, long tokens) {
        if (tokens > MAX_TOKENS) {
            throw InvalidRecord.of(field, tokens, "must be at most " + MAX_TOKENS);
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
