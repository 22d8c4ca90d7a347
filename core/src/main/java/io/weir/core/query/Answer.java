package io.weir.core.query;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered; opaque to the router.
 *
 * @param content text; null where there are only tool calls
 * @param finishReason why generation ended, such as stop or length
 */
public record Answer(
        String role,
        @Nullable String content,
        List<ToolCall> toolCalls,
        @Nullable String refusal,
        @Nullable String finishReason,
        @Nullable String servedModel,
        @Nullable String providerRequestId) {

    public Answer {
        toolCalls = List.copyOf(toolCalls);
    }

    /** A call of a function that the model asks for. */
    public record ToolCall(String id, String type, String name, String arguments) {}
}
