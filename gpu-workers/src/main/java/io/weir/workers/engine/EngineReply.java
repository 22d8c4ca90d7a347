package io.weir.workers.engine;

import io.weir.core.cost.Usage;
import io.weir.core.query.Answer;
import java.util.List;
import java.util.Optional;

/**
 * The answer of a model.
 *
 * @param content text; absent where there are only tool calls
 * @param refusal text of a refusal, where the model gives one
 * @param finishReason as the engine says, such as {@code stop} or {@code length}
 * @param servedModel as the engine says
 * @param requestId id that the provider gave the request
 * @param usage tokens; absent where the engine did not say (the worker then books a bound and marks it)
 * @param serviceMicros from the call to the last token, microseconds, 0 or more
 */
public record EngineReply(
        Optional<String> content,
        List<Answer.ToolCall> toolCalls,
        Optional<String> refusal,
        Optional<String> finishReason,
        Optional<String> servedModel,
        Optional<String> requestId,
        Optional<Usage> usage,
        long serviceMicros) {

    public EngineReply {
        toolCalls = List.copyOf(toolCalls);
        if (serviceMicros < 0) {
            throw new IllegalArgumentException("serviceMicros: " + serviceMicros + " is negative");
        }
    }

    /** Whether the model was stopped by the ceiling of tokens. */
    public boolean truncated() {
        return finishReason.filter("length"::equals).isPresent();
    }
}
