package io.weir.workers.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.core.cost.Usage;
import io.weir.core.query.Answer;
import io.weir.core.query.ErrorClass;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the body of a chat completion. */
final class OpenAiReplies {

    private OpenAiReplies() {}

    static EngineReply read(JsonNode body, Optional<String> requestId, long serviceMicros) throws EngineException {
        JsonNode choice = body.path("choices").path(0);
        if (!choice.path("message").isObject()) {
            throw counted(body, ErrorClass.PROVIDER, "bad_response", "choices[0].message is missing");
        }
        Optional<String> finish = string(choice.path("finish_reason"));
        if (finish.filter("content_filter"::equals).isPresent()) {
            throw counted(body, ErrorClass.POLICY, "content_filter", "the provider's filter held the answer back");
        }
        JsonNode message = choice.path("message");
        return new EngineReply(
                content(message.path("content")),
                toolCalls(message.path("tool_calls")),
                string(message.path("refusal")),
                finish,
                string(body.path("model")),
                requestId.or(() -> string(body.path("id"))),
                usage(body),
                serviceMicros);
    }

    private static EngineException counted(JsonNode body, ErrorClass errorClass, String code, String message) {
        Optional<Usage> usage = usage(body);
        return usage.isPresent()
                ? new EngineException(errorClass, code, message, usage)
                : EngineException.cutOff(errorClass, code, message, 0);
    }

    private static Optional<String> content(JsonNode content) {
        return content.isTextual() || content.isArray() ? Optional.of(ChatBody.text(content)) : Optional.empty();
    }

    private static List<Answer.ToolCall> toolCalls(JsonNode calls) {
        List<Answer.ToolCall> replies = new ArrayList<>();
        for (JsonNode call : calls) {
            JsonNode function = call.path("function");
            replies.add(new Answer.ToolCall(
                    call.path("id").asText(""),
                    call.path("type").asText("function"),
                    function.path("name").asText(""),
                    function.path("arguments").asText("")));
        }
        return replies;
    }

    /** Absent where a count is missing or makes no sense: a bound is better than a wrong number. */
    private static Optional<Usage> usage(JsonNode body) {
        JsonNode usage = body.path("usage");
        JsonNode input = usage.path("prompt_tokens");
        JsonNode output = usage.path("completion_tokens");
        if (!input.canConvertToExactIntegral() || !output.canConvertToExactIntegral()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Usage(
                    input.longValue(),
                    usage.path("prompt_tokens_details").path("cached_tokens").asLong(0),
                    0,
                    output.longValue(),
                    usage.path("completion_tokens_details")
                            .path("reasoning_tokens")
                            .asLong(0)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> string(JsonNode value) {
        return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
    }
}
