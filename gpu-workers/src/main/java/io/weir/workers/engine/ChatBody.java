package io.weir.workers.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weir.core.query.ErrorClass;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An OpenAI chat completion body as the application wrote it.
 *
 * <p>Checked is only what this module acts on: {@code messages}, the two limits of output tokens and {@code n}. Numbers are
 * kept as written: 0.70 stays 0.70 on its way to the engine.
 */
public final class ChatBody {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final String MAX_TOKENS = "max_tokens";
    private static final String MAX_COMPLETION_TOKENS = "max_completion_tokens";

    private final ObjectNode body;

    private ChatBody(ObjectNode body) {
        this.body = body;
    }

    /**
     * Reads a body.
     *
     * @throws EngineException of class caller, code {@code bad_request}, naming the field and its value
     */
    public static ChatBody parse(String json) throws EngineException {
        ObjectNode body;
        try {
            body = JSON.readTree(json) instanceof ObjectNode object ? object : null;
        } catch (JsonProcessingException e) {
            throw bad("request is not JSON: " + e.getOriginalMessage());
        }
        if (body == null) {
            throw bad("request is not a JSON object");
        }
        if (!body.path("messages").isArray() || body.path("messages").isEmpty()) {
            throw bad("messages: " + shown(body.path("messages")) + " is not a list of at least one message");
        }
        for (JsonNode message : body.path("messages")) {
            if (!message.isObject()) {
                throw bad("messages: " + shown(message) + " is not an object");
            }
        }
        positive(body, MAX_TOKENS);
        positive(body, MAX_COMPLETION_TOKENS);
        JsonNode n = body.path("n");
        if (!n.isMissingNode() && !n.isNull() && !(n.isIntegralNumber() && n.longValue() == 1)) {
            throw bad("n: " + shown(n) + " is not 1; an attempt has one answer");
        }
        return new ChatBody(body);
    }

    /** What the body itself allows for output, the lesser of its two limits. */
    OptionalLong askedOutputTokens() {
        OptionalLong older = limit(MAX_TOKENS);
        OptionalLong newer = limit(MAX_COMPLETION_TOKENS);
        return older.isPresent() && newer.isPresent()
                ? OptionalLong.of(Math.min(older.getAsLong(), newer.getAsLong()))
                : older.isPresent() ? older : newer;
    }

    /**
     * The body for the engine. The limit goes into the field that the body uses, {@code max_tokens} where it uses none (every
     * compatible server knows it). Streaming is switched off.
     */
    String forEngine(String model, long ceiling) {
        ObjectNode sent = body.deepCopy();
        boolean newer = limit(MAX_COMPLETION_TOKENS).isPresent();
        sent.remove(newer ? MAX_TOKENS : MAX_COMPLETION_TOKENS);
        sent.put(newer ? MAX_COMPLETION_TOKENS : MAX_TOKENS, ceiling);
        sent.put("model", model);
        sent.put("stream", false);
        sent.remove("stream_options");
        return sent.toString();
    }

    /** Text of the last message of the role user: its string, or its text parts put together. */
    public Optional<String> lastUserText() {
        Optional<String> last = Optional.empty();
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asText().equals("user")) {
                last = Optional.of(text(message.path("content")));
            }
        }
        return last;
    }

    /** Text of a content: a string, or a list of parts of which the text ones count. */
    static String text(JsonNode content) {
        if (content.isTextual()) {
            return content.textValue();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asText(""));
        }
        return text.toString();
    }

    private OptionalLong limit(String field) {
        JsonNode value = body.path(field);
        return value.isIntegralNumber() ? OptionalLong.of(value.longValue()) : OptionalLong.empty();
    }

    private static void positive(ObjectNode body, String field) throws EngineException {
        JsonNode value = body.path(field);
        boolean absent = value.isMissingNode() || value.isNull();
        if (!absent && !(value.isIntegralNumber() && value.canConvertToLong() && value.longValue() > 0)) {
            throw bad(field + ": " + shown(value) + " is not a positive whole number");
        }
    }

    private static EngineException bad(String message) {
        return new EngineException(ErrorClass.CALLER, "bad_request", message);
    }

    private static String shown(JsonNode value) {
        String text = value.isMissingNode() ? "nothing" : value.toString();
        return text.length() <= 100 ? text : text.substring(0, 100) + "...";
    }
}
