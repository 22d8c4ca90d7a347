package io.weir.schemas.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.weir.core.admission.Ids;
import io.weir.core.admission.QueryBounds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What admission reads out of an OpenAI chat body, in one streaming pass: how much text, how many messages, the output
 * ceiling and the capabilities that it needs. Fields that it does not know are forwarded with the rest, and an engine's chat
 * template may render any of them ({@code documents}, {@code chat_template_kwargs}): all of them count as prompt.
 */
final class RequestReader {

    /** Deeper bodies are refused before they cost anything. */
    private static final int MAX_DEPTH = 64;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(4 << 20)
                    .build())
            .build();

    /** Parameters of sampling, routing and transport: no template sees them. */
    private static final Set<String> NEVER_PROMPT = Set.of(
            "model",
            "temperature",
            "top_p",
            "top_k",
            "min_p",
            "seed",
            "stop",
            "stream",
            "stream_options",
            "presence_penalty",
            "frequency_penalty",
            "repetition_penalty",
            "logprobs",
            "top_logprobs",
            "logit_bias",
            "user",
            "metadata",
            "store",
            "service_tier",
            "cache_prompt",
            "timings_per_token");

    private static final Pattern ESCAPED_SURROGATE = Pattern.compile("\\\\u[dD][89a-fA-F]");

    long promptBytes;
    int messages;
    private boolean saysSomething;
    long maxOutputTokens;
    final Set<String> capabilities = new TreeSet<>();

    private RequestReader() {}

    static RequestReader read(String request) {
        RequestReader reader = new RequestReader();
        try (JsonParser parser = JSON.createParser(request)) {
            reader.body(parser, request);
            refuseLoneSurrogates(request);
        } catch (IOException e) {
            throw InvalidRecord.of(
                    "request",
                    e instanceof com.fasterxml.jackson.core.JsonProcessingException j
                            ? j.getOriginalMessage()
                            : String.valueOf(e.getMessage()),
                    "must be a chat completion body in JSON");
        }
        if (reader.messages == 0) {
            throw InvalidRecord.of("request.messages", request, "must have at least one message");
        }
        if (!reader.saysSomething) {
            throw InvalidRecord.of("request.messages", request, "must have some content");
        }
        return reader;
    }

    private void body(JsonParser parser, String request) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw InvalidRecord.of("request", parser.currentToken(), "must be a JSON object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "messages" -> messages(parser, value);
                case "tools", "functions" -> {
                    capabilities.add("tools");
                    schema(parser, request);
                }
                case "max_tokens", "max_completion_tokens" -> outputCeiling(parser, value, name);
                case "n", "n_cmpl", "best_of" -> choices(parser, value, name);
                case "n_predict", "max_new_tokens" -> refused(parser, value, name, "say max_tokens");
                case "chat_template" -> refused(parser, value, name, "a template of its own has no known bound");
                case "response_format" -> schema(parser, request);
                default -> other(parser, name, request);
            }
        }
        if (parser.nextToken() != null) {
            throw InvalidRecord.of("request", parser.currentToken(), "must end after the JSON object");
        }
    }

    /**
     * A record's text is UTF-8, so that half of a surrogate pair can only come escaped. No engine could be sent it, and no
     * bound of its tokens is known. It is looked for in all of the body, which is passed on as it is.
     */
    private static void refuseLoneSurrogates(String request) throws IOException {
        if (!ESCAPED_SURROGATE.matcher(request).find()) {
            return;
        }
        try (JsonParser parser = JSON.createParser(request)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                boolean text = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
                if (text && Ids.hasLoneSurrogate(parser.getText())) {
                    String path = parser.getParsingContext().pathAsPointer().toString();
                    throw InvalidRecord.of(
                            "request" + path.replace('/', '.'), parser.getText(), "must not contain a lone surrogate");
                }
            }
        }
    }

    private void messages(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            throw InvalidRecord.of("request.messages", value, "must be an array");
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                throw InvalidRecord.of("request.messages", parser.currentToken(), "must be an array of objects");
            }
            messages++;
            text(parser);
        }
    }

    private void other(JsonParser parser, String name, String request) throws IOException {
        if (NEVER_PROMPT.contains(name)) {
            parser.skipChildren();
            return;
        }
        promptBytes += name.getBytes(StandardCharsets.UTF_8).length;
        boolean said = saysSomething;
        schema(parser, request);
        saysSomething = said;
    }

    /** Engines let these override the ceiling, or what the prompt becomes. */
    private static void refused(JsonParser parser, JsonToken value, String name, String why) throws IOException {
        if (value != JsonToken.VALUE_NULL) {
            throw InvalidRecord.of("request." + name, parser.getText(), "is not served: " + why);
        }
    }

    /** Adds the value at the parser as it stands: templates render schemas as JSON, so that all of it becomes tokens. */
    private void schema(JsonParser parser, String request) throws IOException {
        if (parser.currentToken().isStructStart()) {
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            int end = (int) parser.currentLocation().getCharOffset();
            promptBytes += request.substring(start, end).getBytes(StandardCharsets.UTF_8).length;
        } else {
            text(parser);
        }
    }

    /** Adds all text of the value at the parser, whatever its shape. */
    private void text(JsonParser parser) throws IOException {
        int depth = 0;
        do {
            JsonToken token = parser.currentToken();
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.VALUE_STRING) {
                promptBytes += parser.getText().getBytes(StandardCharsets.UTF_8).length;
                saysSomething |= !parser.getText().isEmpty() && !"role".equals(parser.currentName());
            } else if (token == JsonToken.FIELD_NAME && parser.currentName().equals("image_url")) {
                capabilities.add("vision");
            }
        } while (depth > 0 && parser.nextToken() != null);
    }

    private void outputCeiling(JsonParser parser, JsonToken value, String name) throws IOException {
        if (value == JsonToken.VALUE_NULL) {
            return;
        }
        if (value != JsonToken.VALUE_NUMBER_INT) {
            throw InvalidRecord.of("request." + name, parser.getText(), "must be a whole number");
        }
        if (parser.getBigIntegerValue().bitLength() > 62) {
            throw InvalidRecord.of(
                    "request." + name, parser.getText(), "must be from 1 to " + QueryBounds.MAX_OUTPUT_TOKENS);
        }
        long ceiling = parser.getLongValue();
        InvalidRecord.check(QueryBounds.outputTokens("request." + name, ceiling));
        maxOutputTokens = Math.max(maxOutputTokens, ceiling);
    }

    private static void choices(JsonParser parser, JsonToken value, String name) throws IOException {
        if (value != JsonToken.VALUE_NULL
                && !(value == JsonToken.VALUE_NUMBER_INT && parser.getText().equals("1"))) {
            throw InvalidRecord.of("request." + name, parser.getText(), "must be 1: each query has one answer");
        }
    }
}
