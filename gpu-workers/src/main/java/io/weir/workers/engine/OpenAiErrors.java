package io.weir.workers.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.weir.core.query.ErrorClass;

/** Turns an HTTP status and an OpenAI error body into a class and a code. */
final class OpenAiErrors {

    private OpenAiErrors() {}

    static EngineException of(int status, JsonNode body) {
        JsonNode error = body.path("error");
        String message =
                error.isTextual() ? error.textValue() : error.path("message").asText("no message");
        String code = error.path("code").asText("");
        if (code.equals("content_filter") || code.equals("content_policy_violation")) {
            return new EngineException(ErrorClass.POLICY, code, message);
        }
        if (code.equals(EngineException.CONTEXT_LENGTH_EXCEEDED)) {
            return new EngineException(ErrorClass.CALLER, code, message);
        }
        return new EngineException(classOf(status), "http_" + status, message);
    }

    private static ErrorClass classOf(int status) {
        return switch (status) {
            case 400, 413, 422 -> ErrorClass.CALLER;
            // A wrong key, no credit, a wrong address or model name: nothing the caller can mend.
            case 401, 402, 403, 404, 405 -> ErrorClass.OWN;
            default -> ErrorClass.PROVIDER;
        };
    }
}
